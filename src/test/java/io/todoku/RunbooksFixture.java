package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.collect.NameViews;
import io.todoku.collect.NameViews.Question;
import io.todoku.notify.Outbox;
import io.todoku.rule.World;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import tools.jackson.databind.JsonNode;

/** A move in one server; DNS and AWS are scripted, and no other node is near. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:runbooks;DB_CLOSE_DELAY=-1")
abstract class RunbooksFixture extends ApiFixture {

  static final String PLAN =
      """
      {"name":"Move <b>","way":"new-name","domain":"example.com",
       "old":{"name":"mail.example.com","address":"192.0.2.9"},
       "target":{"account":"111111111111","region":"ap-northeast-1"},
       "first":{"name":"mail2.example.com","address":"192.0.2.7"}}
      """;

  final Map<String, List<String>> records = new ConcurrentHashMap<>();

  @MockitoBean NameViews names;
  @MockitoSpyBean Outbox outbox;

  @BeforeEach
  void world() throws Exception {
    for (JsonNode one : get("/runbooks").json()) {
      call("DELETE", "/runbooks/" + one.get("id").asString(), null);
    }
    take(fresh(snapshot(World.aSnapshot())));
    records.clear();
    records.put("example.com MX", List.of("10 mail.example.com"));
    records.put("mail.example.com A", List.of("192.0.2.9"));
    when(names.look(any()))
        .thenAnswer(asked -> {
          List<Question> questions = asked.getArgument(0);
          return questions.stream().map(this::view).toList();
        });
  }

  /** The same as if it was collected just now. */
  static Snapshot fresh(Snapshot old) {
    Instant now = Instant.now();
    return new Snapshot(
        old.version(),
        old.scanId(),
        old.account(),
        now,
        now,
        now,
        old.regions(),
        old.supportCases(),
        old.lookups(),
        old.servers(),
        old.attestations(),
        old.gaps(),
        old.blocklists(),
        old.policies(),
        old.zones(),
        old.mailboxes());
  }

  NameView view(Question question) {
    List<String> values = records.getOrDefault(question.name() + " " + question.type(), List.of());
    DnsAnswer answer =
        new DnsAnswer(values.isEmpty() ? Status.NXDOMAIN : Status.ANSWERED, values, List.of(), 60L);
    return new NameView(
        question.name(),
        question.type(),
        Observed.known("example.com"),
        List.of(),
        List.of(
            said(ServerAnswer.Role.AUTHORITATIVE, "ns1.example.com", answer),
            said(ServerAnswer.Role.RESOLVER, "192.0.2.54", answer)));
  }

  private static ServerAnswer said(ServerAnswer.Role role, String server, DnsAnswer answer) {
    return new ServerAnswer(role, server, "192.0.2.53", Instant.now(), Observed.known(answer));
  }

  String begun() throws Exception {
    Answer begun = call("POST", "/runbooks", PLAN);
    assertThat(begun.status()).isEqualTo(201);
    String path = "/runbooks/" + begun.json().get("id").asString();
    assertThat(begun.response().headers().firstValue("Location")).hasValue("/api/v1" + path);
    return seen(path);
  }

  String seen(String path) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          JsonNode json = get(path).json();
          return !json.get("runbook").isNull() && json.get("lookAskedAt").isNull();
        });
    return path;
  }

  static JsonNode step(JsonNode runbook, String id) {
    return runbook
        .at("/runbook/steps")
        .valueStream()
        .filter(step -> step.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  String state(String path, String id) throws Exception {
    return step(get(path).json(), id).get("state").asString();
  }
}
