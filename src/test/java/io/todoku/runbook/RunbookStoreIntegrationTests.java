package io.todoku.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.peers.ConcurrentCalls;
import io.todoku.runbook.Runbooks.StoredRunbook;
import io.todoku.runbook.observe.AnswerPeriod;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.StepState;
import io.todoku.snapshot.GzipPieces;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of a plan, and comes back as it was. */
class RunbookStoreIntegrationTests extends RunbookStoreFixture {

  @Autowired private JdbcClient database;

  private List<byte[]> observationPieces(UUID id) {
    return database
        .sql("select bytes from runbook_piece where runbook_id = ? and part = ? order by place")
        .params(id, "sighting")
        .query(byte[].class)
        .list();
  }

  private int pieceCount() {
    return database.sql("select count(*) from runbook_piece").query(Integer.class).single();
  }

  private static EvaluatedStep step(StoredRunbook kept, String id) {
    return MigrationScenario.step(kept.runbook().orElseThrow(), id);
  }

  @Test
  void aPlanComesBackAsItWas() {
    UUID id = beginRunbook();

    StoredRunbook kept = runbooks.get(id);

    assertThat(kept.plan()).isEqualTo(PLAN);
    assertThat(kept.state()).isEqualTo(RunbookState.EMPTY);
    assertThat(kept.runbook()).as("nobody has looked yet").isEmpty();
    assertThat(kept.plan().name()).isEqualTo("移行 mail2.example.com");
    assertThat(kept.accountId()).isEqualTo(MigrationScenario.TARGET_ACCOUNT);
    assertThat(kept.madeBy()).isEqualTo("mika");
    assertThat(kept.madeAt())
        .isBetween(CLOCK.instant().minusSeconds(30), CLOCK.instant())
        .isEqualTo(kept.nextObservationAt());
    assertThat(kept.watched()).isFalse();
    assertThat(kept.observedAt()).isNull();
  }

  @Test
  void theNewestStandsFirst() {
    UUID old = beginRunbook();
    CLOCK.advance(Duration.ofSeconds(1));
    UUID young = beginRunbook();

    assertThat(runbooks.all()).extracting(kept -> kept.id()).containsExactly(young, old);
  }

  /** Larger, even compressed, than one piece; then a smaller one in its place. */
  @Test
  void whatWasSeenComesBackWholeHoweverLargeItIs() {
    UUID other = beginRunbook();
    runbooks.recordObservation(runbooks.get(other), observe(SnapshotBuilder.aSnapshot()));
    UUID id = beginRunbook();
    Observation large = observe(large());

    runbooks.recordObservation(runbooks.get(id), large);

    assertThat(observationPieces(id))
        .hasSizeGreaterThan(1)
        .allMatch(bytes -> bytes.length <= GzipPieces.PIECE_SIZE);
    assertThat(read(id)).isEqualTo(large);
    assertThat(runbooks.get(id).runbook().orElseThrow().observedAt()).isEqualTo(large.at());
    assertThat(reload(id).observedAt).isEqualTo(large.at());

    Observation small = observe(SnapshotBuilder.aSnapshot());
    runbooks.recordObservation(runbooks.get(id), small);
    assertThat(observationPieces(id)).hasSize(1);
    assertThat(read(id)).isEqualTo(small);
    assertThat(observationPieces(other)).as("of another plan").hasSize(1);
  }

  private Observation read(UUID id) {
    return SnapshotFile.readPart(GzipPieces.decompress(observationPieces(id)), Observation.class);
  }

  private static SnapshotBuilder large() {
    Random random = new Random(25);
    SnapshotBuilder world = SnapshotBuilder.aSnapshot();
    for (int i = 0; i < 700; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(1500, '!', 'z').forEach(c -> text.append((char) c));
      world.dns("host" + i + ".example.com", "TXT", text.toString());
    }
    return world;
  }

  /** For the TTLs, and for what changes back. */
  @Test
  void whatNameServersHeldIsRememberedFromLookToLook() {
    UUID id = beginRunbook();
    dns.all(MigrationScenario.MX, 3600, "10 mail.example.com");
    looks.observe(id);
    dns.all(MigrationScenario.MX, 300, "10 mail.example.com");
    CLOCK.advance(Duration.ofMinutes(10));
    looks.observe(id);

    assertThat(runbooks.get(id).state().periods("example.com", "MX"))
        .hasSize(2)
        .allSatisfy(phases ->
            assertThat(phases).extracting(AnswerPeriod::ttl).containsExactly(3600L, 300L));
    assertThat(step(runbooks.get(id), "ttl-lowered").state()).isEqualTo(StepState.IN_PROGRESS);
    CLOCK.advance(Duration.ofHours(1));
    assertThat(step(runbooks.get(id), "ttl-lowered").state())
        .as("time alone moves nothing on an old look")
        .isEqualTo(StepState.IN_PROGRESS);
    looks.observe(id);
    assertThat(step(runbooks.get(id), "ttl-lowered").state()).isEqualTo(StepState.DONE);
  }

  @Test
  void whatIsTakenBackIsKeptAsTakenBack() {
    UUID id = beginRunbook();
    looks.observe(id);
    runbooks.confirm(id, "send-limit", "mika", "case 1234");
    runbooks.override(id, "mx-1", "ken", "the customer wants it");
    assertThat(step(runbooks.get(id), "mx-1").state()).isNotEqualTo(StepState.WAITING);

    runbooks.withdrawConfirmation(id, "send-limit", "aya");
    runbooks.withdrawOverride(id, "mx-1", "aya");

    EvaluatedStep limit = step(runbooks.get(id), "send-limit");
    assertThat(limit.state()).isEqualTo(StepState.NEEDS_CONFIRMATION);
    assertThat(limit.withdrawn())
        .singleElement()
        .satisfies(word -> {
          assertThat(word.note()).isEqualTo("case 1234");
          assertThat(word.withdrawn().by()).isEqualTo("aya");
        });
    EvaluatedStep mx = step(runbooks.get(id), "mx-1");
    assertThat(mx.state()).isEqualTo(StepState.WAITING);
    assertThat(mx.override()).isNull();
    assertThat(mx.withdrawn())
        .extracting(StepDecision::note)
        .containsExactly("the customer wants it");
    assertThatThrownBy(() -> runbooks.withdrawConfirmation(UUID.randomUUID(), "send-limit", "aya"))
        .isInstanceOf(NoSuchRunbookException.class);
  }

  @Test
  void aWordAndAnOverrideAreKeptWithWhoSaidThemWhenAndWhy() {
    UUID id = beginRunbook();
    looks.observe(id);
    Instant before = CLOCK.instant();

    runbooks.confirm(id, "send-limit", "mika", " 案件 1234 ");
    runbooks.override(id, "mx-1", "ken", "the customer wants it");

    RunbookState memory = runbooks.get(id).state();
    assertThat(memory.confirmations())
        .singleElement()
        .satisfies(word -> {
          assertThat(word).isEqualTo(new StepDecision("send-limit", "mika", word.at(), "案件 1234"));
          assertThat(word.at()).isBetween(before, CLOCK.instant());
        });
    assertThat(memory.overrides())
        .singleElement()
        .satisfies(word ->
            assertThat(word)
                .isEqualTo(new StepDecision("mx-1", "ken", word.at(), "the customer wants it")));
    assertThat(step(runbooks.get(id), "send-limit").state()).isEqualTo(StepState.DONE);
    assertThat(memory.completion("send-limit")).isPresent();
    assertThat(step(runbooks.get(id), "mx-1").override()).isNotNull();
    assertThat(step(runbooks.get(id), "mx-1").state()).isEqualTo(StepState.READY);
  }

  @Test
  void whatIsNoWordIsRefusedAndChangesNothing() {
    UUID id = beginRunbook();

    assertThatThrownBy(() -> runbooks.confirm(id, "send-limit", "mika", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> runbooks.confirm(id, "send-limit", "mika", "x".repeat(2001)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> runbooks.override(id, "nothing", "mika", "x"))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(runbooks.get(id).state()).isEqualTo(RunbookState.EMPTY);
    runbooks.confirm(id, "send-limit", "mika", "x".repeat(2000));
    assertThat(runbooks.get(id).state().confirmations()).hasSize(1);
  }

  @Test
  void whatSeveralPeopleSayAtOnceIsAllKept() throws Exception {
    UUID id = beginRunbook();
    ConcurrentCalls.repeat(
        6, person -> runbooks.confirm(id, "send-limit", "person" + person, "I looked"));

    assertThat(runbooks.get(id).state().confirmations())
        .extracting(StepDecision::by)
        .containsExactlyInAnyOrder(
            "person0", "person1", "person2", "person3", "person4", "person5");
  }

  @Test
  void isWatchedUntilItIsNoLonger() {
    UUID id = beginRunbook();
    looks.observe(id);
    assertThat(reload(id).nextObservationAt).isAfter(CLOCK.instant());

    runbooks.setWatched(id, true);
    assertThat(reload(id).watched).isTrue();
    assertThat(reload(id).nextObservationAt).as("at once").isBeforeOrEqualTo(CLOCK.instant());

    runbooks.setWatched(id, false);
    assertThat(reload(id).watched).isFalse();
  }

  @Test
  void anotherPlanInItsPlaceKeepsWhatIsAboutTheSame() {
    UUID id = beginRunbook();
    looks.observe(id);
    runbooks.confirm(id, "send-limit", "mika", "case 1234");
    runbooks.confirm(id, "flow-1", "mika", "the queue is empty");
    Plan other = plan("mail3.example.com");
    StoredRunbook before = runbooks.get(id);

    runbooks.change(id, other);

    StoredRunbook kept = runbooks.get(id);
    assertThat(kept.plan()).isEqualTo(other);
    assertThat(kept.plan().name()).isEqualTo("移行 mail3.example.com");
    assertThat(kept.runbook()).as("nobody has looked at this one").isEmpty();
    assertThat(kept.state().confirmations())
        .extracting(StepDecision::step)
        .containsExactly("send-limit");
    runbooks.recordObservation(before, observe(SnapshotBuilder.aSnapshot()));
    assertThat(observationPieces(id)).as("of the plan as it was").isEmpty();
  }

  @Test
  void allOfItGoesWithIt() {
    UUID id = beginRunbook();
    looks.observe(id);
    runbooks.confirm(id, "send-limit", "mika", "case 1234");
    UUID other = beginRunbook();
    looks.observe(other);
    assertThat(pieceCount()).isEqualTo(6);
    StoredRunbook before = runbooks.get(id);

    runbooks.remove(id);

    assertThat(
            database.sql("select distinct runbook_id from runbook_piece").query(UUID.class).list())
        .containsExactly(other);
    assertThat(pieceCount()).isEqualTo(3);
    assertThatThrownBy(() -> runbooks.get(id)).isInstanceOf(NoSuchRunbookException.class);
    assertThatThrownBy(() -> runbooks.confirm(id, "send-limit", "mika", "x"))
        .isInstanceOf(NoSuchRunbookException.class);
    runbooks.recordObservation(before, observe(SnapshotBuilder.aSnapshot()));
    assertThat(pieceCount()).as("a look that was under way leaves nothing").isEqualTo(3);
  }
}
