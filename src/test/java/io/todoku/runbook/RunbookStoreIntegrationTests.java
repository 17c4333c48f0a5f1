package io.todoku.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
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
import io.todoku.testing.ConcurrentCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stored runbooks, their state and the decisions about their steps. */
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

  private static EvaluatedStep step(StoredRunbook stored, String id) {
    return MigrationScenario.step(stored.runbook().orElseThrow(), id);
  }

  @Test
  void aPlanIsReadAsItWasStored() {
    UUID id = beginRunbook();

    StoredRunbook stored = runbooks.get(id);

    assertThat(stored.plan()).isEqualTo(PLAN);
    assertThat(stored.state()).isEqualTo(RunbookState.EMPTY);
    assertThat(stored.runbook()).as("not observed yet").isEmpty();
    assertThat(stored.plan().name()).isEqualTo("移行 mail2.example.com");
    assertThat(stored.accountId()).isEqualTo(MigrationScenario.TARGET_ACCOUNT);
    assertThat(stored.madeBy()).isEqualTo("mika");
    assertThat(stored.madeAt())
        .isBetween(CLOCK.instant().minusSeconds(30), CLOCK.instant())
        .isEqualTo(stored.nextObservationAt());
    assertThat(stored.watched()).isFalse();
    assertThat(stored.observedAt()).isNull();
  }

  @Test
  void theNewestRunbookIsListedFirst() {
    UUID oldest = beginRunbook();
    CLOCK.advance(Duration.ofSeconds(1));
    UUID newest = beginRunbook();

    assertThat(runbooks.all()).extracting(stored -> stored.id()).containsExactly(newest, oldest);
  }

  /**
   * An observation that is larger than one piece even when compressed, then a smaller one in its
   * place.
   */
  @Test
  void aLargeObservationIsStoredInPieces() {
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
    assertThat(observationPieces(other)).as("pieces of another runbook").hasSize(1);
  }

  private Observation read(UUID id) {
    return SnapshotFile.readPart(GzipPieces.decompress(observationPieces(id)), Observation.class);
  }

  private static SnapshotBuilder large() {
    Random random = new Random(25);
    SnapshotBuilder builder = SnapshotBuilder.aSnapshot();
    for (int i = 0; i < 700; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(1500, '!', 'z').forEach(c -> text.append((char) c));
      builder.dns("host" + i + ".example.com", "TXT", text.toString());
    }
    return builder;
  }

  /** Checks of TTLs and of undone steps need the earlier answers. */
  @Test
  void answerPeriodsAreKeptFromOneObservationToTheNext() {
    UUID id = beginRunbook();
    dns.publish(MigrationScenario.MX, 3600, "10 mail.example.com");
    observations.observe(id);
    dns.publish(MigrationScenario.MX, 300, "10 mail.example.com");
    CLOCK.advance(Duration.ofMinutes(10));
    observations.observe(id);

    assertThat(runbooks.get(id).state().periods("example.com", "MX"))
        .hasSize(2)
        .allSatisfy(periods ->
            assertThat(periods).extracting(AnswerPeriod::ttl).containsExactly(3600L, 300L));
    assertThat(step(runbooks.get(id), "ttl-lowered").state()).isEqualTo(StepState.IN_PROGRESS);
    CLOCK.advance(Duration.ofHours(1));
    assertThat(step(runbooks.get(id), "ttl-lowered").state())
        .as("time alone completes no step on an old observation")
        .isEqualTo(StepState.IN_PROGRESS);
    observations.observe(id);
    assertThat(step(runbooks.get(id), "ttl-lowered").state()).isEqualTo(StepState.DONE);
  }

  @Test
  void withdrawnDecisionsStayVisibleAsWithdrawn() {
    UUID id = beginRunbook();
    observations.observe(id);
    runbooks.confirm(id, "send-limit", "mika", "case 1234");
    runbooks.override(id, "mx-1", "ken", "the customer wants it");
    assertThat(step(runbooks.get(id), "mx-1").state()).isNotEqualTo(StepState.WAITING);

    runbooks.withdrawConfirmation(id, "send-limit", "aya");
    runbooks.withdrawOverride(id, "mx-1", "aya");

    EvaluatedStep limit = step(runbooks.get(id), "send-limit");
    assertThat(limit.state()).isEqualTo(StepState.NEEDS_CONFIRMATION);
    assertThat(limit.withdrawn())
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision.note()).isEqualTo("case 1234");
          assertThat(decision.withdrawn().by()).isEqualTo("aya");
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
  void decisionsAreStoredWithUserTimeAndNote() {
    UUID id = beginRunbook();
    observations.observe(id);
    Instant before = CLOCK.instant();

    runbooks.confirm(id, "send-limit", "mika", " 案件 1234 ");
    runbooks.override(id, "mx-1", "ken", "the customer wants it");

    RunbookState state = runbooks.get(id).state();
    assertThat(state.confirmations())
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision)
              .isEqualTo(new StepDecision("send-limit", "mika", decision.at(), "案件 1234"));
          assertThat(decision.at()).isBetween(before, CLOCK.instant());
        });
    assertThat(state.overrides())
        .singleElement()
        .satisfies(decision ->
            assertThat(decision)
                .isEqualTo(
                    new StepDecision("mx-1", "ken", decision.at(), "the customer wants it")));
    assertThat(step(runbooks.get(id), "send-limit").state()).isEqualTo(StepState.DONE);
    assertThat(state.completion("send-limit")).isPresent();
    assertThat(step(runbooks.get(id), "mx-1").override()).isNotNull();
    assertThat(step(runbooks.get(id), "mx-1").state()).isEqualTo(StepState.READY);
  }

  @Test
  void anInvalidDecisionIsRefusedAndChangesNothing() {
    UUID id = beginRunbook();

    assertThatThrownBy(() -> runbooks.confirm(id, "send-limit", "mika", " "))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("note must have 1 to 2000 characters");
    assertThatThrownBy(() -> runbooks.confirm(id, "send-limit", "mika", "x".repeat(2001)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("note must have 1 to 2000 characters");
    assertThatThrownBy(() -> runbooks.override(id, "nothing", "mika", "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the plan has no step with that id");

    assertThat(runbooks.get(id).state()).isEqualTo(RunbookState.EMPTY);
    runbooks.confirm(id, "send-limit", "mika", "x".repeat(2000));
    assertThat(runbooks.get(id).state().confirmations()).hasSize(1);
  }

  @Test
  void simultaneousConfirmationsAreAllStored() throws Exception {
    UUID id = beginRunbook();
    ConcurrentCalls.repeat(
        6, person -> runbooks.confirm(id, "send-limit", "person" + person, "checked by hand"));

    assertThat(runbooks.get(id).state().confirmations())
        .extracting(StepDecision::by)
        .containsExactlyInAnyOrder(
            "person0", "person1", "person2", "person3", "person4", "person5");
  }

  @Test
  void watchingMakesARunbookDueAtOnce() {
    UUID id = beginRunbook();
    observations.observe(id);
    assertThat(reload(id).nextObservationAt).isAfter(CLOCK.instant());

    runbooks.setWatched(id, true);
    assertThat(reload(id).watched).isTrue();
    assertThat(reload(id).nextObservationAt).as("at once").isBeforeOrEqualTo(CLOCK.instant());

    runbooks.setWatched(id, false);
    assertThat(reload(id).watched).isFalse();
  }

  @Test
  void aChangedPlanKeepsTheDecisionsOfEquivalentSteps() {
    UUID id = beginRunbook();
    observations.observe(id);
    runbooks.confirm(id, "send-limit", "mika", "case 1234");
    runbooks.confirm(id, "flow-1", "mika", "the queue is empty");
    Plan other = plan("mail3.example.com");
    StoredRunbook before = runbooks.get(id);

    runbooks.change(id, other);

    StoredRunbook stored = runbooks.get(id);
    assertThat(stored.plan()).isEqualTo(other);
    assertThat(stored.plan().name()).isEqualTo("移行 mail3.example.com");
    assertThat(stored.runbook()).as("the changed plan was not observed yet").isEmpty();
    assertThat(stored.state().confirmations())
        .extracting(StepDecision::step)
        .containsExactly("send-limit");
    runbooks.recordObservation(before, observe(SnapshotBuilder.aSnapshot()));
    assertThat(observationPieces(id)).as("pieces of the plan before the change").isEmpty();
  }

  @Test
  void removingARunbookRemovesAllItsPieces() {
    UUID id = beginRunbook();
    observations.observe(id);
    runbooks.confirm(id, "send-limit", "mika", "case 1234");
    UUID other = beginRunbook();
    observations.observe(other);
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
    assertThat(pieceCount()).as("a running observation stores nothing").isEqualTo(3);
  }
}
