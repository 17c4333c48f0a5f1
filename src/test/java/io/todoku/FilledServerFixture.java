package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.collect.OrganizationCollector;
import io.todoku.identity.UserRole;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationExamples;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with one of everything: sample and own accounts, a run, a recheck, a runbook, reports.
 */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:pages;DB_CLOSE_DELAY=-1",
      "todoku.accounts[0].name=Example 検証",
      "todoku.accounts[0].client=Example KK"
    })
abstract class FilledServerFixture extends ApiFixture {

  static final String SCANNED = "999999999999";
  static final String FAILED = "888888888888";

  @MockitoBean OrganizationCollector organizations;
  @Autowired WebApplicationContext context;
  @Autowired JdbcClient database;
  @Autowired private ScanRepository scans;
  String runbook;

  /** Before each test, because what a mock answers is forgotten after each. */
  @BeforeEach
  void organizationAnswers() {
    when(organizations.list(any())).thenReturn(Observed.known(OrganizationExamples.listing()));
  }

  /** The ids of what was made, by the placeholders of {@link PageList}. */
  Map<String, String> fillServer() throws Exception {
    post("/sample");
    String schedule =
        "{\"account\":\"%s\",\"schedule\":\"every 12h\",\"zone\":\"Asia/Tokyo\"}"
            .formatted(SCANNED);
    String report =
        "{\"accounts\":[\"222222222222\"],\"format\":\"html\",\"lang\":\"en\",\"to\":\"Example"
            + " KK\"}";
    addFailedAccount();
    runbook = id(get("/runbooks").json().get(0));
    JsonResponse sent = call("POST", "/reports", report);
    assertThat(sent.status()).isEqualTo(201);
    return Map.ofEntries(
        entry("scanned", SCANNED),
        entry("failed", FAILED),
        entry("run", scan(SCANNED, snapshot(senderWithWrongPtr()))),
        entry("recheck", recheck(SCANNED, "192.0.2.7")),
        entry("schedule", id(call("POST", "/schedules", schedule).json())),
        entry("runbook", runbook),
        entry("report", id(sent.json())),
        entry("user", addUser()),
        entry("channel", addChannel()),
        entry("monthly", addMonthlyReport()),
        entry("organization", addOrganization()),
        entry("pending", uploadFile()));
  }

  private static String id(JsonNode node) {
    return node.get("id").asString();
  }

  private String post(String path, String... pairs) {
    MvcTestResult result = new PageClient(context).post(path, Locale.ENGLISH, pairs);
    assertThat(result).hasStatus3xxRedirection();
    return String.valueOf(result.getResponse().getRedirectedUrl());
  }

  /** Once; another test of the same server finds it. */
  private String addUser() throws Exception {
    String existing = new PageClient(context).get("/settings/users", Locale.ENGLISH);
    Matcher link =
        Pattern.compile("/settings/users/([0-9a-f-]{36})[^/]*<b><bdi>ken<").matcher(existing);
    return link.find()
        ? link.group(1)
        : post("/settings/users", "name", "ken", "role", "VIEWER", "client", "Example KK")
            .replaceFirst(".*/", "");
  }

  /** With accounts to add, one that lacks its tag, and closed ones. */
  private String addOrganization() throws Exception {
    String access = "{\"access\":{\"profile\":\"management\"}}";
    JsonResponse added = call("POST", "/organizations", access);
    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    return id(added.json());
  }

  /** A file that would replace what is collected from the scanned account. */
  private String uploadFile() {
    MvcTestResult result =
        new PageClient(context)
            .mvc()
            .post()
            .uri("/snapshots")
            .multipart()
            .file(
                new MockMultipartFile(
                    "file",
                    "production-2026-11.json",
                    "application/json",
                    SnapshotFile.write(
                        SnapshotBuilder.aSnapshot()
                            .account(SCANNED)
                            .withSender("192.0.2.7")
                            .build())))
            .with(user("mika").roles("ADMINISTRATOR"))
            .with(csrf())
            .exchange();
    assertThat(result).hasStatus3xxRedirection();
    return String.valueOf(result.getResponse().getRedirectedUrl()).replaceFirst(".*/", "");
  }

  /**
   * A token of a stored administrator, whose rights are reduced afterwards.
   *
   * @param client that the token is limited to; empty: none
   * @param ofMaker the only client of its maker, after the token was made; empty: every client
   */
  String makeToken(UserRole role, String client, String ofMaker) {
    UUID maker = UUID.randomUUID();
    database
        .sql(
            "insert into app_user (id, name, password_hash, role, created_at) values (?, ?, '{noop}',"
                + " 'ADMINISTRATOR', ?)")
        .params(maker, "maker " + maker, OffsetDateTime.now())
        .update();
    MockHttpServletResponse made =
        new PageClient(context)
            .mvc()
            .post()
            .uri("/api/v1/tokens")
            .with(user("maker " + maker))
            .with(csrf())
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                "{\"name\":\"walker\",\"role\":\"%s\",\"everyClient\":%s,\"clients\":[\"%s\"],\"days\":7}"
                    .formatted(role, client.isEmpty(), client))
            .exchange()
            .getResponse();
    assertThat(made.getStatus()).isEqualTo(201);
    if (!ofMaker.isEmpty()) {
      database
          .sql("update app_user set role = ?, every_client = false where id = ?")
          .params(role.name(), maker)
          .update();
      database
          .sql("insert into app_user_client (user_id, client) values (?, ?)")
          .params(maker, ofMaker)
          .update();
    }
    return new JsonMapper().readTree(made.getContentAsByteArray()).get("token").asString();
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

  private String addMonthlyReport() {
    String[] report = {
      "client",
      "Example KK",
      "day",
      "1",
      "hour",
      "9",
      "zone",
      "UTC",
      "language",
      "en",
      "formats",
      "pdf",
      "keepMonths",
      "24",
      "recipients",
      "client@example.com"
    };
    return post("/settings/monthly-reports", report).replaceFirst(".*/", "");
  }

  String scan(String account, Snapshot found) throws Exception {
    collectorReturns(found);
    String body = "{\"accounts\":[\"%s\"]}".formatted(account);
    String run = id(call("POST", "/scans", body).json());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !get("/scans/" + run).json().get("state").asString().equals("RUNNING"));
    return run;
  }

  String recheck(String account, String address) throws Exception {
    String path = "/accounts/" + account + "/rechecks";
    String body = "{\"address\":\"%s\"}".formatted(address);
    String run = call("POST", path, body).json().get("run").asString();
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
}
