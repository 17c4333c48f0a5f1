package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import io.todoku.collect.AccountCollector;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.testing.DescribedAnswers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests to the REST API of one server, whose collector is scripted. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:api;DB_CLOSE_DELAY=-1",
      "todoku.scan.retry=10ms",
      "todoku.scan.glance=50ms",
      "todoku.scan.cell-limit=3s",
      "todoku.api-token=" + ApiFixture.TOKEN,
      "todoku.accounts[0].id=999999999999",
      "todoku.accounts[0].name=Configured",
      "todoku.accounts[0].access.profile=nowhere"
    })
abstract class ApiFixture {

  static final String ACCOUNT_ID = "111111111111";
  static final String TOKEN = "a-token-for-tests-V7nKq3xWz9Lr";
  @LocalServerPort int port;
  @MockitoBean AccountCollector collector;
  final HttpClient client = HttpClient.newHttpClient();

  private record DescribedServer(int port, DescribedAnswers answers) {}

  /** Of the server that was called last, because reading it takes a while. */
  private static @Nullable DescribedServer description;

  record JsonResponse(int status, HttpResponse<String> response) {
    JsonNode json() {
      return new JsonMapper().readTree(response.body());
    }
  }

  JsonResponse call(String method, String path, @Nullable String body) throws Exception {
    return callAs(TOKEN, method, path, body);
  }

  JsonResponse callAs(String token, String method, String path, @Nullable String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (checksAnswers()) {
      assertDescribed(method, path, response);
    }
    return new JsonResponse(response.statusCode(), response);
  }

  /** Whether each answer must be as the API describes it. */
  boolean checksAnswers() {
    return true;
  }

  private void assertDescribed(String method, String path, HttpResponse<String> response)
      throws Exception {
    assertThat(
            described()
                .violations(
                    method,
                    "/api/v1" + path.replaceFirst("\\?.*", ""),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body()))
        .as(method + " " + path)
        .isEmpty();
  }

  DescribedAnswers described() throws Exception {
    if (description == null || description.port() != port) {
      description = new DescribedServer(port, new DescribedAnswers(apiDescription()));
    }
    return description.answers();
  }

  JsonNode apiDescription() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    return new JsonMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  JsonResponse get(String path) throws Exception {
    return call("GET", path, null);
  }

  @BeforeEach
  void removeAccount() throws Exception {
    call("DELETE", "/accounts/" + ACCOUNT_ID, null);
  }

  static Snapshot snapshot(SnapshotBuilder builder) {
    Snapshot built = builder.build();
    AccountFacts facts =
        new AccountFacts(
            ACCOUNT_ID,
            "Example 本番",
            "Example KK",
            Environment.STAGING,
            List.of(),
            Map.of(),
            Map.of());
    return built.judgedAt(built.judgedAt(), facts, List.of());
  }

  static SnapshotBuilder senderWithWrongPtr() {
    return SnapshotBuilder.aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.9");
  }

  /** Lets every cell collect its part of this snapshot. */
  void collectorReturns(Snapshot snapshot) {
    doAnswer(asked -> SnapshotSplitter.part(snapshot, asked.getArgument(0)))
        .when(collector)
        .collect(any(), any(), any(), any());
  }

  void importSnapshot(Snapshot snapshot) throws Exception {
    JsonResponse taken =
        call("POST", "/snapshots?confirm=true", new String(SnapshotFile.write(snapshot)));
    assertThat(taken.status()).as(taken.response().body()).isEqualTo(201);
  }

  static void assertProblem(JsonResponse answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.json().at("/detail").asString()).isNotBlank();
    assertThat(answer.json().at("/instance").asString()).startsWith("/api/v1/");
    assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
    assertThat(answer.response().body()).doesNotContain("Exception", "io.todoku", "\\tat ");
  }

  JsonNode checklistItem(String rule) throws Exception {
    return get("/accounts/" + ACCOUNT_ID + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  void addAccountWithProfile() throws Exception {
    addAccountWithProfile(ACCOUNT_ID);
  }

  void addAccountWithProfile(String id) throws Exception {
    String body = "{\"id\":\"%s\",\"name\":\"x\",\"access\":{\"profile\":\"p\"}}".formatted(id);
    if (call("POST", "/accounts", body).status() == 409) {
      changeAccount(id, body);
    }
  }

  /** Changes fields of an account, and keeps all others as they are. */
  void changeAccount(String id, String fields) throws Exception {
    ObjectNode account = (ObjectNode) get("/accounts/" + id).json();
    account.retain("id", "name", "client", "environment", "access", "regions", "mail-domains");
    account.setAll((ObjectNode) new JsonMapper().readTree(fields));
    JsonResponse put = call("PUT", "/accounts/" + id, account.toString());
    assertThat(put.status()).as(put.response().body()).isEqualTo(200);
  }
}
