package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.identity.ShownOnce;
import io.todoku.identity.TodokuRoutes;
import io.todoku.identity.UserRole;
import io.todoku.testing.ConcurrentCalls;
import jakarta.servlet.Filter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/** Requests that are sent again with the same Idempotency-Key. */
class IdempotencyIntegrationTests extends FilledServerFixture {

  private static final String SCHEDULE = "{\"all\":true,\"schedule\":\"every 6h\"}";

  private final String key = UUID.randomUUID().toString();

  @Autowired private TodokuRoutes routes;

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
        post("/schedules", "{\"all\":true,\"schedule\":\"every 12h\"}"),
        422,
        "idempotency-key-reused");
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

    endsAt(OffsetDateTime.now().plusHours(24).minusMinutes(11));
    HttpResponse<String> afterItsNodeDied = post("/schedules", SCHEDULE);
    assertRefused(afterItsNodeDied, 409, "conflict");
    assertThat(afterItsNodeDied.body()).contains("its result is not known");
    assertThat(get("/schedules").json()).hasSize(1);

    endsAt(OffsetDateTime.now().minusSeconds(1));
    assertThat(post("/schedules", SCHEDULE).statusCode()).as("a day later").isEqualTo(201);
    assertThat(get("/schedules").json()).hasSize(2);
  }

  private void endsAt(OffsetDateTime end) {
    database
        .sql("update idempotency_key set expires_at = ? where request_key = ?")
        .params(end, key)
        .update();
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
  void aTokenIsMadeOnceAndShownOnce() throws Exception {
    makeToken(UserRole.VIEWER, "", "");
    String maker =
        database
            .sql("select name from app_user where name like 'maker %' fetch first row only")
            .query(String.class)
            .single();
    assertThat(makeOwnToken(maker)).hasStatus(201);

    MvcTestResult again = makeOwnToken(maker);

    assertThat(again).hasStatus(409);
    assertThat(again.getResponse().getContentAsString())
        .contains("/problems/conflict")
        .doesNotContain("tdk_");
    assertNotKept();
    assertThat(get("/tokens").json().valueStream().map(one -> one.get("name").asString()))
        .containsOnlyOnce("once");
  }

  /** Tokens are made by people who are signed in. */
  private MvcTestResult makeOwnToken(String maker) {
    Filter filter = (Filter) context.getBean("idempotencyFilter");
    return MockMvcTester.from(
            context, builder -> builder.apply(springSecurity()).addFilters(filter).build())
        .post()
        .uri("/api/v1/tokens")
        .with(user(maker))
        .with(csrf())
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"name\":\"once\",\"role\":\"VIEWER\",\"everyClient\":true,\"days\":7}")
        .exchange();
  }

  @Test
  void theSecretOfAChannelIsShownOnce() throws Exception {
    String body =
        "{\"kind\":\"webhook\",\"name\":\"once\",\"target\":\"https://hooks.example.com/x\"}";
    HttpResponse<String> first = post("/channels", body);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    JsonNode made = new JsonResponse(201, first).json();
    assertThat(made.get("secret").asString()).isNotBlank();

    assertRefused(post("/channels", body), 409, "conflict");

    assertNotKept();
    String renewal = "/channels/" + made.at("/channel/id").asString() + "/secret";
    String other = UUID.randomUUID().toString();
    assertThat(post(TOKEN, other, renewal, "").statusCode()).isEqualTo(200);
    assertRefused(post(TOKEN, other, renewal, ""), 409, "conflict");
    assertThat(get("/channels").json().valueStream().map(one -> one.get("name").asString()))
        .containsOnlyOnce("once");
  }

  private void assertNotKept() {
    assertThat(
            database
                .sql("select answer from idempotency_key where request_key = ? and not kept")
                .param(key)
                .query((row, _) -> String.valueOf(row.getString("answer")))
                .list())
        .containsExactly("null");
  }

  /** So that a new operation with a secret in its answer cannot be forgotten. */
  @Test
  void operationsThatAnswerWithASecretAreMarked() {
    List<HandlerMethod> secret =
        routes.stream()
            .map(TodokuRoutes.MappedRoute::handler)
            .filter(handler -> handler.getBeanType().isAnnotationPresent(RestController.class))
            .filter(
                handler -> holdsSecret(handler.getMethod().getGenericReturnType(), new HashSet<>()))
            .toList();

    assertThat(secret)
        .hasSizeGreaterThan(2)
        .allMatch(handler -> handler.hasMethodAnnotation(ShownOnce.class));
  }

  /** What a text shows where the reader must put something is called a token too. */
  private static boolean holdsSecret(Type type, Set<Type> seen) {
    return switch (type) {
      case ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments()).anyMatch(part -> holdsSecret(part, seen));
      case Class<?> record
          when record.isRecord()
              && !record.getSimpleName().equals("PlaceholderView")
              && seen.add(record) ->
          Stream.of(record.getRecordComponents())
              .anyMatch(part ->
                  part.getType() == String.class && part.getName().matches("secret|token|password")
                      || holdsSecret(part.getGenericType(), seen));
      default -> false;
    };
  }

  @Test
  void whatIsSearchedForIsStoredNowhere() throws Exception {
    assertThat(post("/search", "{\"q\":\"550 5.7.25 nobody@example.com\"}").statusCode())
        .isEqualTo(200);

    assertThat(keysStored()).isZero();
  }

  /** The body that the request announces is never sent, so that who waits for it never answers. */
  @Test
  void noBodyIsReadForARoleThatDoesNotSuffice() throws Exception {
    String viewer = makeToken(UserRole.VIEWER, "", "");
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(15_000);
      socket
          .getOutputStream()
          .write(
              """
              POST /api/v1/snapshots HTTP/1.1\r
              Host: 127.0.0.1\r
              Authorization: Bearer %s\r
              Idempotency-Key: %s\r
              Content-Type: application/json\r
              Content-Length: 30000000\r
              \r
              """
                  .formatted(viewer, key)
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(
              new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                  .readLine())
          .startsWith("HTTP/1.1 403");
    }
    assertThat(keysStored()).isZero();
  }

  @Test
  void aLargeBodyIsReadAgainAndLeavesNoFile() throws Exception {
    String large = "{\"all\":true,\"schedule\":\"every 6h\"" + " ".repeat(300_000) + "}";
    Set<Path> before = bodyFiles();

    HttpResponse<String> first = post("/schedules", large);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(post("/schedules", large).body()).isEqualTo(first.body());
    assertRefused(post("/schedules", large + " "), 422, "idempotency-key-reused");
    await().untilAsserted(() -> assertThat(bodyFiles()).isSubsetOf(before));
  }

  private static Set<Path> bodyFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("todoku-request-"))
          .collect(Collectors.toSet());
    }
  }

  private long keysStored() {
    return database
        .sql("select count(*) from idempotency_key where request_key = ?")
        .param(key)
        .query(Long.class)
        .single();
  }
}
