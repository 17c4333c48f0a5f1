package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.collect.OrganizationCollector;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationExamples;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The command on the page of each operation is one that the server takes. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:examples;DB_CLOSE_DELAY=-1")
class ApiExamplesIntegrationTests extends ApiFixture {

  private static final Pattern SHOWN = Pattern.compile("<code id=\"request\">([^<]*)</code>");
  private static final Pattern COMMAND =
      Pattern.compile(
          "curl(?: -X (\\w+))? -H \"Authorization: Bearer \\$TODOKU_TOKEN\""
              + "(?: -H 'Content-Type: application/json' \\\\\n"
              + "  (?:-d '(.*)'|--data-binary @(\\S+)))? \\\\\n  'http://[^/]+/api/v1([^']*)'");

  @MockitoBean private OrganizationCollector organizations;
  @Autowired private WebApplicationContext context;

  /** What the first placeholder of a path stands for, by the beginning of the path. */
  private final Map<String, String> ids = new TreeMap<>();

  private String snapshotFile = "";

  /** What the page of an operation tells to send. */
  private record ShownCommand(
      String id, String method, String path, @Nullable String body, @Nullable String file) {}

  @BeforeEach
  void organizationAnswers() {
    when(organizations.list(any())).thenReturn(Observed.known(OrganizationExamples.listing()));
  }

  private ShownCommand command(String operation) throws Exception {
    String page = new PageClient(context).get("/api-reference/" + operation, Locale.ENGLISH);
    Matcher shown = SHOWN.matcher(page);
    assertThat(shown.find()).as(operation).isTrue();
    Matcher command = COMMAND.matcher(HtmlUtils.htmlUnescape(shown.group(1)));
    assertThat(command.matches()).as(shown.group(1)).isTrue();
    String method = command.group(1);
    String body = command.group(2);
    return new ShownCommand(
        operation,
        method == null ? "GET" : method,
        command.group(4),
        body == null ? null : body.replace("'\\''", "'"),
        command.group(3));
  }

  /** What removes things comes last. */
  private List<ShownCommand> commands() throws Exception {
    List<ShownCommand> all = new ArrayList<>();
    for (JsonNode path : apiDescription().get("paths")) {
      for (JsonNode operation : path) {
        ShownCommand shown = command(operation.get("operationId").asString());
        assertThat(shown.body() != null)
            .as("body of " + shown.id())
            .isEqualTo(operation.has("requestBody") && shown.file() == null);
        all.add(shown);
      }
    }
    all.sort(Comparator.comparing(one -> one.method().equals("DELETE")));
    return all;
  }

  private JsonResponse send(ShownCommand shown) throws Exception {
    String path = shown.path();
    for (Map.Entry<String, String> id : ids.entrySet()) {
      if (path.startsWith(id.getKey())) {
        path = path.replaceFirst("\\{\\w+}", id.getValue());
      }
    }
    path =
        path.replace("{address}", "192.0.2.7")
            .replace("{domain}", "example.com")
            .replace("{region}", "me-south-1")
            .replace("{step}", "drained")
            .replace("{instanceId}", "i-0123456789abcdef0")
            .replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000001");
    return call(shown.method(), path, shown.file() == null ? shown.body() : snapshotFile);
  }

  private JsonNode sendDone(List<ShownCommand> all, String id) throws Exception {
    JsonResponse answer =
        send(all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow());
    assertThat(answer.status()).as(id + answer.response().body()).isBetween(200, 299);
    return answer.json();
  }

  @Test
  void eachCommandIsTaken() throws Exception {
    List<ShownCommand> all = commands();
    assertThat(all).hasSizeGreaterThan(90);
    ids.put("/accounts/", "111111111111");
    sendDone(all, "addAccount");
    sendDone(all, "addAccounts");
    collectorReturns(snapshot(senderWithWrongPtr()));
    String run = sendDone(all, "startScan").get("id").asString();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !get("/scans/" + run).json().get("state").asString().equals("RUNNING"));
    snapshotFile = get("/accounts/111111111111/snapshot").response().body();
    ids.put("/scans/", run);
    ids.put("/schedules/", sendDone(all, "addSchedule").get("id").asString());
    ids.put("/runbooks/", sendDone(all, "addRunbook").get("id").asString());
    ids.put("/channels/", sendDone(all, "addChannel").at("/channel/id").asString());
    ids.put("/organizations/", sendDone(all, "addOrganization").get("id").asString());

    List<String> refused = new ArrayList<>();
    for (ShownCommand one : all) {
      JsonResponse answer = send(one);
      if (!isTaken(one, answer.status())) {
        refused.add(one.id() + " " + answer.status() + " " + answer.response().body());
      }
    }
    assertThat(refused).isEmpty();
  }

  /** A conflict with what is there, or a thing that is not there, is no fault of a command. */
  private static boolean isTaken(ShownCommand one, int status) {
    return status < 300
        || status == 409
        || status == 404 && one.body() == null
        || status == 403 && one.id().equals("addToken"); // users make them who are signed in
  }

  @Test
  void noCommandConcernsAllThereIs() throws Exception {
    for (ShownCommand one : commands()) {
      assertThat(String.valueOf(one.body())).as(one.id()).doesNotContain("\"all\"", "…");
    }
  }

  @Test
  void eachGroupHasANameInBothLanguages() throws Exception {
    for (JsonNode path : apiDescription().get("paths")) {
      for (JsonNode operation : path) {
        String key = "api.tag." + operation.at("/tags/0").asString();
        for (Locale language : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
          assertThat(context.getMessage(key, null, "", language)).as(key).isNotEmpty();
        }
      }
    }
  }
}
