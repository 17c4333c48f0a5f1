package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.collect.NameViewCollector;
import io.todoku.notify.Outbox;
import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotCopy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import tools.jackson.databind.JsonNode;

/** Runbooks in one server, with scripted DNS answers and imported snapshots in place of AWS. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:runbooks;DB_CLOSE_DELAY=-1")
abstract class RunbookApiFixture extends ApiFixture {

  static final String PLAN =
      """
      {"name":"Move <b>","way":"new-name","domain":"example.com",
       "old":{"name":"mail.example.com","address":"192.0.2.9"},
       "target":{"account":"111111111111","region":"ap-northeast-1"},
       "first":{"name":"mail2.example.com","address":"192.0.2.7"}}
      """;

  final ScriptedNameServers dns = new ScriptedNameServers();

  @MockitoBean NameViewCollector names;
  @MockitoSpyBean Outbox outbox;

  @BeforeEach
  void resetRunbooks() throws Exception {
    for (JsonNode runbook : get("/runbooks").json()) {
      call("DELETE", "/runbooks/" + runbook.get("id").asString(), null);
    }
    importSnapshot(collectedNow(snapshot(SnapshotBuilder.aSnapshot())));
    dns.publish("example.com MX", 60, "10 mail.example.com");
    dns.publish("mail.example.com A", 60, "192.0.2.9");
    when(names.collect(any())).thenAnswer(call -> dns.views(call.getArgument(0), Instant.now()));
  }

  /** A snapshot with the same content that is collected now. */
  static Snapshot collectedNow(Snapshot old) {
    return SnapshotCopy.copyOf(old).collectedAt(Instant.now()).build();
  }

  String beginRunbook() throws Exception {
    JsonResponse created = call("POST", "/runbooks", PLAN);
    assertThat(created.status()).isEqualTo(201);
    String path = "/runbooks/" + created.json().get("id").asString();
    assertThat(created.response().headers().firstValue("Location")).hasValue("/api/v1" + path);
    return awaitObserved(path);
  }

  String awaitObserved(String path) {
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

  String stepState(String path, String id) throws Exception {
    return step(get(path).json(), id).get("state").asString();
  }
}
