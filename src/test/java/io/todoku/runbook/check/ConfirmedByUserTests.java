package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.IN_PROGRESS;
import static io.todoku.runbook.step.StepState.NEEDS_CONFIRMATION;
import static io.todoku.runbook.step.StepState.READY;
import static io.todoku.runbook.step.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.Withdrawal;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.RunbookSteps;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a person's word, or time alone, makes of what was seen a while ago. */
class ConfirmedByUserTests {

  private Observation lastSeen;

  private EvaluatedStep meanwhile(MigrationScenario world, String step) {
    return MigrationScenario.step(world.evaluateAgain(lastSeen), step);
  }

  private MigrationScenario askedForAWord() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.observe().advanceClock(Duration.ofSeconds(300));
    lastSeen = world.observation();
    assertThat(world.observe().state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
    return world;
  }

  @Test
  void aWordSoonAfterALookIsEnough() {
    MigrationScenario world =
        askedForAWord().advanceClock(Duration.ofMinutes(10)).confirm("flow-1");

    assertThat(meanwhile(world, "flow-1").state()).isEqualTo(DONE);
  }

  @Test
  void aWordHoursAfterALookNeedsANewOne() {
    MigrationScenario world = askedForAWord().advanceClock(Duration.ofHours(5)).confirm("flow-1");

    assertThat(meanwhile(world, "flow-1").state()).isEqualTo(IN_PROGRESS);
    assertThat(meanwhile(world, "flow-1").outcomes())
        .filteredOn(outcome -> !outcome.isSatisfied())
        .extracting(outcome -> outcome.message().key())
        .containsExactly("runbook.check.stale");
    assertThat(world.observe().state("flow-1")).isEqualTo(DONE);
    assertThat(world.runbookState().completion("flow-1").orElseThrow().at()).isEqualTo(world.now());
  }

  /** Somebody may have raised it again since. */
  @Test
  void timeAloneMakesNothingDone() {
    MigrationScenario world = MigrationScenario.keepName().observe();
    world.dns.all(MX, 300, "10 mail.example.com");
    world.dns.all(MAIL, 300, OLD_ADDRESS);
    lastSeen = world.observation();
    assertThat(world.observe().state("ttl-lowered")).isEqualTo(IN_PROGRESS);

    world.advanceClock(Duration.ofHours(1));
    assertThat(meanwhile(world, "ttl-lowered").state()).isEqualTo(IN_PROGRESS);
    assertThat(world.observe().state("ttl-lowered")).isEqualTo(DONE);
  }

  @Test
  void whatWasDoneStaysDoneBetweenLooks() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    lastSeen = world.observation();

    world.advanceClock(Duration.ofDays(2));

    assertThat(meanwhile(world, "mx-1").state()).isEqualTo(DONE);
  }

  /** It was switched off on the first day: then it did not stay. */
  @Test
  void thatTheOldServerIsOffIsAskedWhenItsDaysAreOver() {
    MigrationScenario world =
        KeepNameStage.TTL_RAISED.scenarioAfter().confirm("old-kept").observe();

    world.advanceClock(Duration.ofDays(5)).observe();
    assertThat(world.state("old-kept")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.confirm("old-kept").observe().state("old-kept")).isEqualTo(DONE);
  }

  /** Of two that were said, none is left; what came after it is held until it is said anew. */
  @Test
  void aWordThatIsTakenBackCountsNoMore() {
    MigrationScenario world = KeepNameStage.OLD_REMOVED.scenarioAfter().confirm("flow-1").observe();
    Instant first = world.runbookState().completion("flow-1").orElseThrow().at();

    world.withdrawConfirmation("flow-1");
    lastSeen = world.observation();
    assertThat(meanwhile(world, "flow-1").state()).as("at once").isEqualTo(NEEDS_CONFIRMATION);
    world.observe();
    assertThat(world.state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.state("old-removed")).as("has its own proof").isEqualTo(DONE);
    assertThat(world.state("instance-2")).isEqualTo(WAITING);
    assertThat(world.step("instance-2").waitsFor()).contains("flow-1");
    assertThat(world.step("flow-1").confirmation()).isNull();
    assertThat(world.step("flow-1").withdrawn())
        .hasSize(2)
        .allSatisfy(
            word -> assertThat(word.withdrawn()).isEqualTo(new Withdrawal("ken", world.now())));

    world.advanceClock(Duration.ofMinutes(1)).confirm("flow-1").observe();
    assertThat(world.state("flow-1")).isEqualTo(DONE);
    assertThat(world.runbookState().completion("flow-1").orElseThrow().at())
        .as("the first word proved nothing")
        .isEqualTo(world.now())
        .isAfter(first);
    assertThat(world.state("instance-2")).isEqualTo(READY);
  }

  /** Nothing that the world shows by itself is taken back with a needless word. */
  @Test
  void whatRestsOnNoWordStaysDone() {
    MigrationScenario world =
        KeepNameStage.MX_1.scenarioAfter().confirm("mx-1").confirm("send-limit");
    RunbookState before = world.runbookState();

    world
        .withdrawConfirmation("mx-1")
        .withdrawConfirmation("send-limit")
        .withdrawConfirmation("flow-1");

    assertThat(world.runbookState().completions()).isEqualTo(before.completions());
    assertThat(world.runbookState().confirmation("mx-1")).isEmpty();
  }

  /** A file of words may hold any date. */
  @Test
  void aWordOfTomorrowIsNoWord() {
    MigrationScenario world = askedForAWord();

    world
        .advanceClock(Duration.ofDays(1))
        .confirm("flow-1")
        .advanceClock(Duration.ofDays(-1))
        .observe();

    assertThat(world.state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
  }

  /** Where the old record was never seen, it is assumed for a day, and mail may come for a day. */
  @Test
  void aWordWithinTheAssumedDayIsAskedForAgain() {
    MigrationScenario world = MigrationScenario.newName();
    world.dns.all(MX, 300, "10 mail2.example.com");
    world.observe().advanceClock(Duration.ofMinutes(5)).confirm("flow-1");
    world.advanceClock(Duration.ofDays(1)).observe();

    StepCheck said =
        RunbookSteps.of(world.checkContext().plan()).stream()
            .filter(step -> step.id().equals("flow-1"))
            .findFirst()
            .orElseThrow()
            .checks()
            .getLast();
    assertThat(said.evaluate(world.checkContext()).result())
        .isEqualTo(CheckOutcome.CheckResult.NEEDS_CONFIRMATION);
    world.confirm("flow-1");
    assertThat(said.evaluate(world.checkContext()).result())
        .isEqualTo(CheckOutcome.CheckResult.HOLDS);
  }
}
