package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.todoku.PageList.ListedPage;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.identity.FirstSignIn;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import io.todoku.testing.PageClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** A server with something to show on each of its pages, and a browser that has signed in. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:pages;DB_CLOSE_DELAY=-1",
      "todoku.accounts[0].name=Example 検証",
      "todoku.accounts[0].client=Example KK"
    })
abstract class PagesFixture extends ApiFixture {

  private static final String SCANNED = "999999999999";
  private static final String FAILED = "888888888888";

  @Autowired WebApplicationContext context;
  @Autowired private ScanRepository scans;
  List<ListedPage> pages;
  String runbook;

  @BeforeEach
  void fillPages() throws Exception {
    Peers.require(Chromium.present(), "Chromium with its driver");
    post("/sample");
    String schedule =
        "{\"account\":\"%s\",\"schedule\":\"every 12h\",\"zone\":\"Asia/Tokyo\"}"
            .formatted(SCANNED);
    String report =
        "{\"accounts\":[\"222222222222\"],\"format\":\"html\",\"lang\":\"en\",\"to\":\"Example"
            + " KK\"}";
    addFailedAccount();
    runbook = id(get("/runbooks").json().get(0));
    pages =
        PageList.with(
            Map.of(
                "scanned", SCANNED,
                "failed", FAILED,
                "run", scan(),
                "recheck", recheck(),
                "schedule", id(call("POST", "/schedules", schedule).json()),
                "runbook", runbook,
                "channel", addChannel()));
    assertThat(call("POST", "/reports", report).status()).isEqualTo(201);
  }

  private static String id(JsonNode node) {
    return node.get("id").asString();
  }

  private String post(String path, String... pairs) {
    MvcTestResult result = new PageClient(context).post(path, Locale.ENGLISH, pairs);
    assertThat(result).hasStatus3xxRedirection();
    return String.valueOf(result.getResponse().getRedirectedUrl());
  }

  private String addChannel() {
    String[] channel = {
      "kind",
      "webhook",
      "name",
      "Operations",
      "target",
      "https://hooks.example.com/t",
      "kinds",
      "failing",
      "when",
      "now",
      "hour",
      "9",
      "zone",
      "UTC",
      "language",
      "en",
      "enabled",
      "true"
    };
    return post("/settings/notifications", channel).replaceFirst(".*/", "");
  }

  private String scan() throws Exception {
    collectorReturns(snapshot(senderWithWrongPtr()));
    String body = "{\"accounts\":[\"%s\"]}".formatted(SCANNED);
    String run = id(call("POST", "/scans", body).json());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !get("/scans/" + run).json().get("state").asString().equals("RUNNING"));
    return run;
  }

  private String recheck() throws Exception {
    String path = "/accounts/" + SCANNED + "/rechecks";
    String run = call("POST", path, "{\"address\":\"192.0.2.7\"}").json().get("run").asString();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(path + "/" + run).json().get("state").asString().equals("DONE"));
    return run;
  }

  private void addFailedAccount() throws Exception {
    String account =
        "{\"id\":\"%s\",\"name\":\"開発\",\"client\":\"Example KK\",\"access\":{\"profile\":\"p\"}}";
    call("POST", "/accounts", account.formatted(FAILED));
    ScanEntity failed = new ScanEntity();
    failed.runId = UUID.randomUUID();
    failed.accountId = FAILED;
    failed.storedAt = Instant.now();
    failed.finishedAt = failed.storedAt;
    failed.state = ScanState.FAILED;
    scans.save(failed);
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  void signIn(Page page) {
    BrowserActions.signIn(page, address(FirstSignIn.path(context)));
  }

  /** The report on an account of the sample, in English. */
  byte[] report(String format) {
    String path = "/api/v1/accounts/222222222222/report?lang=en&zone=Asia/Tokyo&format=" + format;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Authorization", "Bearer a-token-for-tests")
            .build();
    try {
      return client.send(request, BodyHandlers.ofByteArray()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void open(Page page, String path, String language) {
    page.navigate(address(path + (path.contains("?") ? "&" : "?") + "lang=" + language));
    assertThat(page.locator(".htmx-request")).hasCount(0);
  }
}
