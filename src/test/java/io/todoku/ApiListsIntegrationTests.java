package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Lists of accounts and of decisions in the REST API. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:lists;DB_CLOSE_DELAY=-1")
class ApiListsIntegrationTests extends ApiFixture {

  private static final String NEVER_SCANNED = "999999999999";

  private static List<String> ids(JsonResponse list) {
    assertThat(list.status()).as(list.response().body()).isEqualTo(200);
    return list.json().valueStream().map(one -> one.get("id").asString()).toList();
  }

  private static String waiver(String rule, String resource) {
    return "{\"rule\":\"%s\",\"resource\":\"%s\",\"reason\":\"moves\",\"expires\":\"%s\"}"
        .formatted(rule, resource, LocalDate.now().plusDays(30));
  }

  @Test
  void theListTellsHowEachAccountStands() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    List<JsonNode> accounts = get("/accounts").json().valueStream().toList();

    JsonNode scanned =
        accounts.stream().filter(a -> a.get("id").asString().equals(ACCOUNT_ID)).findFirst().get();
    assertThat(scanned.get("readiness").asString()).isEqualTo("NOT_READY");
    assertThat(scanned.at("/counts/toFix").asInt()).isPositive();
    assertThat(scanned.hasNonNull("scannedAt")).isTrue();
    JsonNode never =
        accounts.stream()
            .filter(a -> a.get("id").asString().equals(NEVER_SCANNED))
            .findFirst()
            .get();
    assertThat(never.get("readiness").asString()).isEqualTo("NEVER_SCANNED");
    assertThat(never.get("counts").isNull()).as("no zeros where nothing is known").isTrue();
  }

  @Test
  void theListIsFilteredAndPaged() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    assertThat(ids(get("/accounts?readiness=NOT_READY"))).containsExactly(ACCOUNT_ID);
    assertThat(ids(get("/accounts?readiness=READY"))).isEmpty();
    assertThat(ids(get("/accounts?client=Example+KK"))).containsExactly(ACCOUNT_ID);
    assertThat(ids(get("/accounts?client=Example"))).isEmpty();
    assertThat(ids(get("/accounts?environment=staging"))).containsExactly(ACCOUNT_ID);
    JsonResponse first = get("/accounts?size=1");
    JsonResponse second = get("/accounts?size=1&page=1");
    assertThat(first.response().headers().firstValue("Link"))
        .hasValue("</api/v1/accounts?page=1&size=1>; rel=\"next\"");
    assertThat(second.response().headers().firstValue("Link"))
        .hasValue("</api/v1/accounts?page=0&size=1>; rel=\"prev\"");
    assertThat(first.response().headers().firstValue("X-Total-Count")).hasValue("2");
    assertThat(List.of(ids(first), ids(second)))
        .containsExactlyInAnyOrder(List.of(ACCOUNT_ID), List.of(NEVER_SCANNED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=0", "size=501", "page=-1", "readiness=FINE", "environment=prod"})
  void aValueThatIsNotAllowedIsRefused(String query) throws Exception {
    JsonResponse refused = get("/accounts?" + query);

    assertProblem(refused, 400);
    assertThat(refused.json().get("type").asString()).isEqualTo("/problems/invalid-value");
  }

  /** Each list of the description that has pages. */
  @Test
  void aPageBehindTheEndIsEmptyOrRefusedWithTheLimit() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String channel =
        call(
                "POST",
                "/channels",
                "{\"kind\":\"email\",\"name\":\"x\",\"target\":\"x@example.com\"}")
            .json()
            .at("/channel/id")
            .asString();
    List<String> lists =
        apiDescription().get("paths").properties().stream()
            .filter(path ->
                path.getValue()
                    .at("/get/parameters")
                    .valueStream()
                    .anyMatch(parameter -> parameter.get("name").asString().equals("page")))
            .map(path -> path.getKey().replace("/api/v1", ""))
            .toList();
    assertThat(lists).contains("/accounts", "/channels", "/channels/{id}/deliveries", "/scans");

    for (String list : lists) {
      String path = list.replace("/channels/{id}", "/channels/" + channel);
      assertThat(path).doesNotContain("{");
      JsonResponse last = get(path + "?page=21474835&size=100");
      assertThat(last.status()).as(last.response().body()).isEqualTo(200);
      assertThat(last.json()).as(path).isEmpty();
      JsonResponse behind = get(path + "?page=999999999&size=100");
      assertProblem(behind, 400);
      assertThat(behind.json().get("detail").asString()).contains("page", "21474835");
    }
    call("DELETE", "/channels/" + channel, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/accounts", "/accounts/111111111111", "/accounts/111111111111/checklist"})
  void whatIsPolledIsAnsweredOnceUntilItChanges(String path) throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String etag = get(path).response().headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = getIfNoneMatch(path, etag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();

    String account = get("/accounts/" + ACCOUNT_ID).json().toString();
    call("PUT", "/accounts/" + ACCOUNT_ID, account.replace("Example 本番", "Example 移行"));
    assertThat(getIfNoneMatch(path, etag).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> getIfNoneMatch(String path, String etag) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .header("Authorization", "Bearer a-token-for-tests-V7nKq3xWz9Lr")
            .header("If-None-Match", etag)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aWaiverIsListedOnceAndEnded() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String path = "/accounts/" + ACCOUNT_ID + "/waivers";

    JsonResponse added = call("POST", path, waiver("ptr-matches-a", "192.0.2.7"));
    JsonResponse again = call("POST", path, waiver("ptr-matches-a", "192.0.2.7"));

    assertThat(added.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    String id = added.json().get("id").asString();
    JsonResponse spaced =
        call(
            "POST", path, waiver("ptr-matches-a", "192.0.2.7").replace("192.0.2.7", " 192.0.2.7 "));
    assertThat(spaced.status()).as("spaces around it change nothing").isEqualTo(200);
    assertThat(again.json().get("id").asString()).isEqualTo(id);
    assertThat(ids(get(path))).containsExactly(id);
    assertProblem(call("DELETE", "/accounts/" + NEVER_SCANNED + "/waivers/" + id, null), 404);
    assertThat(ids(get(path))).as("the waiver of another account").containsExactly(id);
    assertThat(call("DELETE", path + "/" + id, null).status()).isEqualTo(204);
    assertThat(ids(get(path))).isEmpty();
    assertThat(checklistItem("ptr-matches-a").get("waiver").isNull()).isTrue();
    assertProblem(call("DELETE", path + "/" + id, null), 404);
  }

  @Test
  void theSameSentManyTimesAtOnceIsOne() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String waivers = "/accounts/" + ACCOUNT_ID + "/waivers";
    String attestations = "/accounts/" + ACCOUNT_ID + "/attestations";
    String attestation =
        "{\"rule\":\"send-limit-removed\",\"state\":\"GRANTED\",\"date\":\"2026-03-05\",\"note\":\" by phone \"}";

    assertThat(statusesOf(8, () -> call("POST", waivers, waiver("ptr-matches-a", "192.0.2.7"))))
        .containsExactly(200, 200, 200, 200, 200, 200, 200, 201);
    assertThat(statusesOf(8, () -> call("POST", attestations, attestation)))
        .containsExactly(200, 200, 200, 200, 200, 200, 200, 201);
    assertThat(ids(get(waivers))).hasSize(1);
    assertThat(ids(get(attestations))).hasSize(1);
  }

  private static List<Integer> statusesOf(int times, Callable<JsonResponse> request)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<Integer> statuses = new ArrayList<>();
      for (Future<JsonResponse> answer : threads.invokeAll(Collections.nCopies(times, request))) {
        statuses.add(answer.get().status());
      }
      return statuses.stream().sorted().toList();
    }
  }

  @Test
  void aWaiverOfWhatIsNotThereIsRefused() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String path = "/accounts/" + ACCOUNT_ID + "/waivers";

    JsonResponse refused = call("POST", path, waiver("ptr-matches-a", "192.0.2.70"));

    assertProblem(refused, 404);
    assertThat(refused.json().get("detail").asString()).contains("192.0.2.70", "ptr-matches-a");
    assertThat(ids(get(path))).isEmpty();
  }

  @Test
  void anAttestationIsListedOnce() throws Exception {
    addAccountWithProfile();
    String path = "/accounts/" + ACCOUNT_ID + "/attestations";
    String body =
        "{\"rule\":\"send-limit-removed\",\"region\":\"ap-northeast-1\",\"state\":\"GRANTED\",\"date\":\"2026-03-04\"}";

    JsonResponse added = call("POST", path, body);
    JsonResponse again = call("POST", path, body);
    JsonResponse other = call("POST", path, body.replace("ap-northeast-1", "ap-northeast-3"));

    assertThat(added.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("id")).isEqualTo(added.json().get("id"));
    assertThat(other.status()).isEqualTo(201);
    assertThat(ids(get(path)))
        .containsExactlyInAnyOrder(
            added.json().get("id").asString(), other.json().get("id").asString());
  }
}
