package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.UserRole;
import io.todoku.testing.ConcurrentCalls;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Requests that are sent again with the same Idempotency-Key. */
class IdempotencyIntegrationTests extends FilledServerFixture {

  private static final String SCHEDULE = "{\"schedule\":\"every 6h\"}";

  private final String key = UUID.randomUUID().toString();

  @BeforeEach
  void noSchedules() throws Exception {
    for (JsonNode schedule : get("/schedules").json()) {
      call("DELETE", "/schedules/" + schedule.get("id").asString(), null);
    }
  }

  private HttpResponse<String> post(String token, String idempotencyKey, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return post(TOKEN, key, path, body);
  }

  @Test
  void theSameRequestIsDoneOnceAndHasTheSameAnswer() throws Exception {
    HttpResponse<String> first = post("/schedules", SCHEDULE);
    HttpResponse<String> again = post("/schedules", SCHEDULE);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"))
        .isPresent();
    assertThat(again.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(get("/schedules").json()).hasSize(1);
    assertThat(post(TOKEN, UUID.randomUUID().toString(), "/schedules", SCHEDULE).body())
        .isNotEqualTo(first.body());
    assertThat(get("/schedules").json()).hasSize(2);
  }

  @Test
  void anotherRequestWithTheKeyIsRefused() throws Exception {
    post("/schedules", SCHEDULE);

    assertRefused(
        post("/schedules", "{\"schedule\":\"every 12h\"}"), 422, "idempotency-key-reused");
    assertRefused(post("/scans", SCHEDULE), 422, "idempotency-key-reused");
    assertThat(get("/schedules").json()).hasSize(1);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String type) {
    JsonResponse problem = new JsonResponse(answer.statusCode(), answer);
    assertProblem(problem, status);
    assertThat(problem.json().at("/type").asString()).isEqualTo("/problems/" + type);
  }

  @Test
  void aRefusedRequestLeavesItsKeyFree() throws Exception {
    assertThat(post("/schedules", "{\"schedule\":\"whenever\"}").statusCode()).isEqualTo(400);
    assertThat(post("/schedules", SCHEDULE).statusCode()).isEqualTo(201);
  }

  @Test
  void keysOfOtherUsersAreOtherKeys() throws Exception {
    String other = makeToken(UserRole.ADMINISTRATOR, "", "");

    HttpResponse<String> first = post("/schedules", SCHEDULE);

    assertThat(post(other, key, "/schedules", SCHEDULE).body()).isNotEqualTo(first.body());
    assertThat(get("/schedules").json()).hasSize(2);
  }

  @Test
  void ofRequestsAtTheSameTimeOneIsDone() throws Exception {
    Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    ConcurrentCalls.repeat(8, _ -> answers.add(statusOfSchedule()));

    assertThat(get("/schedules").json()).hasSize(1);
    assertThat(answers).hasSize(8).contains(201).isSubsetOf(201, 409);
  }

  private int statusOfSchedule() {
    try {
      return post("/schedules", SCHEDULE).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRequestThatAnotherNodeIsDoingIsAnsweredWithAConflict() throws Exception {
    post("/schedules", SCHEDULE);
    database
        .sql("update idempotency_key set status = null where request_key = ?")
        .param(key)
        .update();

    assertRefused(post("/schedules", SCHEDULE), 409, "request-under-way");

    database
        .sql("update idempotency_key set expires_at = ? where request_key = ?")
        .params(OffsetDateTime.now().minusSeconds(1), key)
        .update();
    assertThat(post("/schedules", SCHEDULE).statusCode()).as("after its node died").isEqualTo(201);
    assertThat(get("/schedules").json()).hasSize(2);
  }

  @Test
  void answersAreKeptForADay() throws Exception {
    post("/schedules", SCHEDULE);

    OffsetDateTime end =
        database
            .sql("select expires_at from idempotency_key where request_key = ?")
            .param(key)
            .query(OffsetDateTime.class)
            .single();

    assertThat(Duration.between(OffsetDateTime.now(), end))
        .isBetween(Duration.ofHours(23), Duration.ofHours(24));
  }

  @Test
  void aKeyThatIsNoKeyIsRefused() throws Exception {
    assertRefused(post(TOKEN, "two words", "/schedules", SCHEDULE), 400, "invalid-value");
    assertRefused(post(TOKEN, "k".repeat(256), "/schedules", SCHEDULE), 400, "invalid-value");
    assertThat(get("/schedules").json()).isEmpty();
  }

  @Test
  void whatIsSearchedForIsStoredNowhere() throws Exception {
    assertThat(post("/search", "{\"q\":\"550 5.7.25 nobody@example.com\"}").statusCode())
        .isEqualTo(200);

    assertThat(
            database
                .sql("select count(*) from idempotency_key where request_key = ?")
                .param(key)
                .query(Long.class)
                .single())
        .isZero();
  }
}
