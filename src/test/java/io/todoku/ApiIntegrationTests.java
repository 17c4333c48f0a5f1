package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.collect.Collector;
import io.todoku.rule.World;
import io.todoku.scan.Scans;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface as automation uses it; collecting is scripted here. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:api;DB_CLOSE_DELAY=-1",
      "todoku.api-token=a-token-for-tests",
      "todoku.accounts[0].id=999999999999",
      "todoku.accounts[0].name=Configured",
      "todoku.accounts[0].access.profile=nowhere"
    })
class ApiIntegrationTests {

  private static final String ID = "111111111111";

  @LocalServerPort private int port;
  @MockitoBean private Collector collector;
  @Autowired private Scans scans;
  @Autowired private WebApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private record Answer(int status, HttpResponse<String> response) {
    JsonNode json() {
      return new JsonMapper().readTree(response.body());
    }
  }

  private Answer call(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .header("Authorization", "Bearer a-token-for-tests")
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), response);
  }

  private Answer get(String path) throws Exception {
    return call("GET", path, null);
  }

  @BeforeEach
  void fresh() throws Exception {
    call("DELETE", "/accounts/" + ID, null);
  }

  private static Snapshot snapshot(World world) {
    Snapshot built = world.build();
    AccountFacts facts =
        new AccountFacts(
            ID, "Example 本番", "Example KK", Environment.STAGING, List.of(), Map.of(), Map.of());
    return built.judgedAt(built.judgedAt(), facts, List.of());
  }

  private static World broken() {
    return World.aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.9");
  }

  private void take(Snapshot snapshot) throws Exception {
    Answer taken = call("POST", "/snapshots", new String(SnapshotFile.write(snapshot)));
    assertThat(taken.status()).as(taken.response().body()).isEqualTo(201);
  }

  @Test
  void anAccountIsAddedChangedAndRemoved() throws Exception {
    String body =
        """
        {"id":"%s","name":"Example 本番","client":"Example KK","environment":"staging",
         "access":{"role-arn":"arn:aws:iam::%s:role/Todoku","external-id":"x-1"},
         "regions":["eu-west-1"],"mail-domains":[{"name":"example.com","dkim-selectors":["s1"]}]}
        """
            .formatted(ID, ID);

    Answer added = call("POST", "/accounts", body);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.response().headers().firstValue("Location"))
        .hasValue("/api/v1/accounts/" + ID);
    assertThat(get("/accounts/" + ID).json()).isEqualTo(new JsonMapper().readTree(body));
    assertThat(call("POST", "/accounts", body).status()).isEqualTo(409);

    assertThat(call("PUT", "/accounts/" + ID, body.replace("staging", "production")).status())
        .isEqualTo(200);
    assertThat(get("/accounts/" + ID).json().at("/environment").asString()).isEqualTo("production");
    assertThat(get("/accounts").json()).hasSize(2);

    assertThat(call("DELETE", "/accounts/" + ID, null).status()).isEqualTo(204);
    assertThat(get("/accounts/" + ID).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1234567890123\"}",
        "{\"name\":\"no id\"}",
        "{\"id\":\"111111111111\",\"regions\":[\"eu-west-1/..\"]}",
        "{\"id\":\"111111111111\",\"environment\":\"moon\"}",
        "{\"id\":\"111111111111\",\"access\":{\"role-arn\":\"a\",\"profile\":\"b\"}}",
        "{\"id\":",
        "[]",
        "null"
      })
  void aWrongAccountIsAProblemThatSaysWhy(String body) throws Exception {
    Answer answer = call("POST", "/accounts", body);

    assertProblem(answer, 400);
    assertThat(get("/accounts").json()).hasSize(1);
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.json().at("/detail").asString()).isNotBlank();
    assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
    assertThat(answer.response().body()).doesNotContain("Exception", "io.todoku", "\\tat ");
  }

  @Test
  void theConfigurationHasTheLastWord() throws Exception {
    assertProblem(call("DELETE", "/accounts/999999999999", null), 409);
    assertProblem(call("PUT", "/accounts/999999999999", "{\"id\":\"999999999999\"}"), 409);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /accounts/222222222222",
    "GET, /accounts/222222222222/checklist",
    "GET, /accounts/999999999999/checklist",
    "GET, /accounts/999999999999/snapshot",
    "GET, /accounts/999999999999/report",
    "GET, /scans/00000000-0000-0000-0000-000000000001",
    "POST, /accounts/222222222222/waivers",
    "GET, /nothing"
  })
  void whatIsNotThereIsAProblem(String method, String path) throws Exception {
    assertProblem(call(method, path, method.equals("GET") ? null : "{}"), 404);
  }

  @Test
  void aSnapshotIsTakenJudgedReportedAndGivenBack() throws Exception {
    Snapshot snapshot = snapshot(broken());

    take(snapshot);

    JsonNode list = get("/accounts/" + ID + "/checklist").json();
    assertThat(list.at("/account/name").asString()).isEqualTo("Example 本番");
    assertThat(list.at("/account/environment").asString()).isEqualTo("staging");
    assertThat(list.at("/readiness").asString()).isEqualTo("NOT_READY");
    assertThat(list.at("/scan/outcome").asString()).isEqualTo("COMPLETE");
    Snapshot back =
        SnapshotFile.read(get("/accounts/" + ID + "/snapshot").response().body().getBytes());
    assertThat(back.regions()).isEqualTo(snapshot.regions());
    assertThat(back.lookups()).isEqualTo(snapshot.lookups());
    for (String format : List.of("html", "csv", "json")) {
      Answer report = get("/accounts/" + ID + "/report?format=" + format + "&lang=ja");
      assertThat(report.status()).isEqualTo(200);
      assertThat(report.response().body()).contains("192.0.2.9");
    }
    assertThat(get("/accounts/" + ID + "/report?format=json&lang=en").json().get("items"))
        .isEqualTo(list.get("items"));
    assertProblem(get("/accounts/" + ID + "/report?format=docx"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"version\":99}",
        "[1,2",
        "{\"version\":1,\"scanId\":\"x\"}",
        "\u0000"
      })
  void whatIsNoSnapshotIsAProblemAndNothingIsLost(String body) throws Exception {
    take(snapshot(broken()));

    assertProblem(call("POST", "/snapshots", body), 400);

    assertThat(get("/accounts/" + ID + "/checklist").status()).isEqualTo(200);
  }

  @Test
  void aPersonsWordChangesTheChecklist() throws Exception {
    take(snapshot(broken()));

    Answer said =
        call(
            "POST",
            "/accounts/" + ID + "/attestations",
            "{\"rule\":\"send-limit-removed\",\"region\":\"%s\",\"state\":\"GRANTED\",\"date\":\"%s\",\"caseId\":\"17\"}"
                .formatted(World.REGION, LocalDate.now().minusDays(3)));

    assertThat(said.status()).as(said.response().body()).isEqualTo(201);
    JsonNode item = item("send-limit-removed");
    assertThat(item.at("/verdict").asString()).isEqualTo("PASS");
    assertThat(item.at("/evidence/0/source").asString()).isEqualTo("person");
    assertThat(item.toString()).contains("api-token", "17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"MAYBE\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"GRANTED\",\"date\":\"2999-01-01\"}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"GRANTED\",\"date\":\"yesterday\"}",
        "{\"rule\":\" \",\"state\":\"GRANTED\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"send-limit\",\"state\":\"GRANTED\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"ptr-exists\",\"state\":\"GRANTED\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"GRANTED\",\"date\":\"2026-01-01\","
            + "\"expires\":\"2026-01-02\"}"
      })
  void aWordThatMakesNoSenseIsAProblem(String body) throws Exception {
    take(snapshot(broken()));

    assertProblem(call("POST", "/accounts/" + ID + "/attestations", body), 400);
  }

  @Test
  void aWaiverIsShownWithItsFinding() throws Exception {
    take(snapshot(broken()));
    String body =
        "{\"rule\":\"ptr-matches-a\",\"resource\":\"192.0.2.7\",\"reason\":\"%s\",\"expires\":\"%s\"}";

    assertProblem(
        call(
            "POST",
            "/accounts/" + ID + "/waivers",
            body.formatted("moving", LocalDate.now().minusDays(2))),
        400);
    assertProblem(
        call(
            "POST",
            "/accounts/" + ID + "/waivers",
            body.formatted(" ", LocalDate.now().plusDays(9))),
        400);
    assertProblem(
        call(
            "POST",
            "/accounts/" + ID + "/waivers",
            body.replace("ptr-matches-a", "ptr-matches")
                .formatted("moving", LocalDate.now().plusDays(9))),
        400);
    Answer waived =
        call(
            "POST",
            "/accounts/" + ID + "/waivers",
            body.formatted("moving", LocalDate.now().plusDays(9)));

    assertThat(waived.status()).isEqualTo(201);
    JsonNode item = item("ptr-matches-a");
    assertThat(item.at("/verdict").asString()).isEqualTo("FAIL");
    assertThat(item.at("/waiver/reason").asString()).isEqualTo("moving");
    assertThat(item.at("/waiver/author").asString()).isEqualTo("api-token");
  }

  private JsonNode item(String rule) throws Exception {
    return get("/accounts/" + ID + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theCatalogueIsListed() throws Exception {
    assertThat(get("/rules").json().valueStream().map(rule -> rule.get("id").asString()))
        .contains(
            "ptr-exists",
            "ptr-matches-a",
            "ptr-not-generic",
            "send-limit-removed",
            "no-open-relay",
            "rds-subnet-group-spans-azs");
  }

  @Test
  void theInterfaceDescribesItself() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
            .header("Authorization", "Bearer a-token-for-tests")
            .build();

    JsonNode api = new JsonMapper().readTree(client.send(request, BodyHandlers.ofString()).body());

    assertThat(api.at("/info/title").asString()).isEqualTo("Todoku");
    assertThat(api.get("paths").propertyNames())
        .contains("/api/v1/accounts/{id}/checklist", "/api/v1/scans", "/api/v1/snapshots")
        .allMatch(path -> path.startsWith("/api/v1/"));
  }

  @Test
  void aScanIsAcceptedFollowedAndStored() throws Exception {
    addWithProfile();
    when(collector.collect(any(), any(), any())).thenReturn(snapshot(broken()));

    Answer started = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID));

    assertThat(started.status()).isEqualTo(202);
    String location = started.response().headers().firstValue("Location").orElseThrow();
    JsonNode run = awaitEnd(location.substring("/api/v1".length()));
    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(run.at("/accounts/0/account").asString()).isEqualTo(ID);
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
  }

  @Test
  void askingTwiceJoinsTheFirst() throws Exception {
    addWithProfile();
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return snapshot(broken());
        });

    String first = scan();
    String second = scan();
    go.countDown();

    assertThat(second).isEqualTo(first);
    awaitEnd(first);
    assertThat(scans.running(ID)).isEmpty();
  }

  @Test
  void aScanThatBreaksLosesNothingThatWasStored() throws Exception {
    take(snapshot(broken()));
    addWithProfile();
    when(collector.collect(any(), any(), any())).thenThrow(new IllegalStateException("bug"));

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("FAILED");
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
    assertThat(scans.brokeAt(ID)).isPresent();
  }

  private void addWithProfile() throws Exception {
    String body = "{\"id\":\"%s\",\"name\":\"x\",\"access\":{\"profile\":\"p\"}}".formatted(ID);
    if (call("POST", "/accounts", body).status() == 409) {
      assertThat(call("PUT", "/accounts/" + ID, body).status()).isEqualTo(200);
    }
  }

  private String scan() throws Exception {
    return call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID))
        .response()
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .substring("/api/v1".length());
  }

  private JsonNode awaitEnd(String path) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      JsonNode run = get(path).json();
      if (!run.at("/state").asString().equals("RUNNING")) {
        return run;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("the scan never ended");
  }

  @Test
  void aChecklistOfThousandsIsShownWhole() throws Exception {
    World world = World.aSnapshot();
    for (int i = 0; i < 800; i++) {
      world.withSender("192.0.%d.%d".formatted(i / 250, i % 250 + 1));
    }
    take(snapshot(world));

    MockMvcTester mvc =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    String page =
        mvc.get()
            .uri("/accounts/" + ID + "?show=all")
            .with(user("mika"))
            .exchange()
            .getResponse()
            .getContentAsString();

    assertThat(page).endsWith("</html>\n").contains("192.0.0.1", "192.0.3.50");
    assertThat(page.split("<article", -1))
        .as("UNKNOWN by at least four rules, one by Region")
        .hasSizeGreaterThanOrEqualTo(3202);
  }

  @Test
  void whatIsKnownFromFilesOnlyIsNotScanned() throws Exception {
    take(snapshot(broken()));

    Answer answer = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID));

    assertProblem(answer, 409);
    assertThat(answer.response().body()).contains("files only");
  }

  @Test
  void aSnapshotFromTheFutureIsRefusedAndALaterOneCountsWhateverItsDate() throws Exception {
    take(snapshot(broken()));
    String now = new String(SnapshotFile.write(snapshot(broken())));
    String future = now.replace("2026-11-18T00:00:00Z", "2099-01-01T00:00:00Z");
    assertProblem(call("POST", "/snapshots", future), 400);

    String older = now.replace("2026-11-18T00:00:00Z", "2026-11-17T00:00:00Z");
    assertThat(call("POST", "/snapshots", older).status()).isEqualTo(201);
    assertThat(get("/accounts/" + ID + "/snapshot").json().at("/finishedAt").asString())
        .isEqualTo("2026-11-17T00:00:00Z");
  }

  @Test
  void filesOfANewAccountAtOnceAreAllTaken() throws Exception {
    String body = new String(SnapshotFile.write(snapshot(broken())));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> call("POST", "/snapshots", body)))
              .toList();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(201);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"111111111111\",\"regions\":[null]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[null]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[{}]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[{\"name\":\",\"}]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[{\"name\":\"a.example,b.example\"}]}",
        "{\"id\":\"111111111111\",\"access\":{\"role-arn\":\"not an arn\"}}",
        "{\"id\":\"111111111111\",\"acess\":{\"profile\":\"x\"}}"
      })
  void whatIsWrongInsideAnAccountIsAProblemToo(String body) throws Exception {
    assertProblem(call("POST", "/accounts", body), 400);
    assertThat(get("/accounts").status()).as("nothing was stored").isEqualTo(200);
    assertProblem(get("/accounts/" + ID), 404);
  }

  @Test
  void scansOfUnknownAccountsAreRefusedAsAWhole() throws Exception {
    addWithProfile();

    assertProblem(
        call("POST", "/scans", "{\"accounts\":[\"%s\",\"222222222222\"]}".formatted(ID)), 404);

    assertThat(scans.running(ID)).isEmpty();
  }

  @Test
  void aSnapshotOfManyMegabytesIsKept() throws Exception {
    World world = broken();
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 1200; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(2000, '#', '[').forEach(c -> text.append((char) c));
      world.dns("host" + i + ".example.com", "TXT", text.toString());
    }
    Snapshot snapshot = snapshot(world);

    take(snapshot);

    Snapshot back =
        SnapshotFile.read(get("/accounts/" + ID + "/snapshot").response().body().getBytes());
    assertThat(back.lookups()).isEqualTo(snapshot.lookups());
  }

  /** The MX of one account may lead to another: all that are known here count. */
  @Test
  void anAddressOfAnotherAccountIsKnownForOurs() throws Exception {
    String other = "999999999998";
    call("DELETE", "/accounts/" + other, null);
    World mx =
        World.aSnapshot()
            .account(ID)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", "203.0.113.9")
            .dnsStatus("mx.example.com", "AAAA", DnsLookup.Status.NODATA);
    take(mx.build());
    assertThat(verdict("mx-owned")).isEqualTo("UNKNOWN");

    take(World.aSnapshot().account(other).withElasticIp("203.0.113.9", Map.of()).build());
    assertThat(verdict("mx-owned")).isEqualTo("PASS");

    call("DELETE", "/accounts/" + other, null);
    assertThat(verdict("mx-owned")).isEqualTo("UNKNOWN");
  }

  private String verdict(String rule) throws Exception {
    return get("/accounts/" + ID + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(rule))
        .map(item -> item.get("verdict").asString())
        .findFirst()
        .orElseThrow();
  }
}
