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

/** When a confirmation counts, and what time alone changes after an observation. */
class ConfirmedByUserTests {

  private Observation lastObservation;

  private EvaluatedStep stepByLastObservation(MigrationScenario scenario, String step) {
    return MigrationScenario.step(scenario.evaluateAgain(lastObservation), step);
  }

  private MigrationScenario awaitingConfirmation() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    scenario.observe().advanceClock(Duration.ofSeconds(300));
    lastObservation = scenario.observation();
    assertThat(scenario.observe().state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
    return scenario;
  }

  @Test
  void aConfirmationSoonAfterAnObservationCompletesTheStep() {
    MigrationScenario scenario =
        awaitingConfirmation().advanceClock(Duration.ofMinutes(10)).confirm("flow-1");

    assertThat(stepByLastObservation(scenario, "flow-1").state()).isEqualTo(DONE);
  }

  @Test
  void aConfirmationHoursAfterAnObservationWaitsForANewObservation() {
    MigrationScenario scenario =
        awaitingConfirmation().advanceClock(Duration.ofHours(5)).confirm("flow-1");

    assertThat(stepByLastObservation(scenario, "flow-1").state()).isEqualTo(IN_PROGRESS);
    assertThat(stepByLastObservation(scenario, "flow-1").outcomes())
        .filteredOn(outcome -> !outcome.isSatisfied())
        .extracting(outcome -> outcome.message().key())
        .containsExactly("runbook.check.stale");
    assertThat(scenario.observe().state("flow-1")).isEqualTo(DONE);
    assertThat(scenario.runbookState().completion("flow-1").orElseThrow().at())
        .isEqualTo(scenario.now());
  }

  /** Somebody may have restored the TTL since. */
  @Test
  void timeAloneCompletesNoStep() {
    MigrationScenario scenario = MigrationScenario.keepName().observe();
    scenario.dns.publish(MX, 300, "10 mail.example.com");
    scenario.dns.publish(MAIL, 300, OLD_ADDRESS);
    lastObservation = scenario.observation();
    assertThat(scenario.observe().state("ttl-lowered")).isEqualTo(IN_PROGRESS);

    scenario.advanceClock(Duration.ofHours(1));
    assertThat(stepByLastObservation(scenario, "ttl-lowered").state()).isEqualTo(IN_PROGRESS);
    assertThat(scenario.observe().state("ttl-lowered")).isEqualTo(DONE);
  }

  @Test
  void aStepThatIsDoneStaysDoneBetweenObservations() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    lastObservation = scenario.observation();

    scenario.advanceClock(Duration.ofDays(2));

    assertThat(stepByLastObservation(scenario, "mx-1").state()).isEqualTo(DONE);
  }

  /** A server that was switched off on the first day was not kept for five days. */
  @Test
  void aConfirmationThatTheOldServerIsOffCountsOnlyAfterFiveDays() {
    MigrationScenario scenario =
        KeepNameStage.TTL_RAISED.scenarioAfter().confirm("old-kept").observe();

    scenario.advanceClock(Duration.ofDays(5)).observe();
    assertThat(scenario.state("old-kept")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.confirm("old-kept").observe().state("old-kept")).isEqualTo(DONE);
  }

  /** Both confirmations are withdrawn, and later steps wait until the step is confirmed again. */
  @Test
  void aWithdrawnConfirmationNoLongerCounts() {
    MigrationScenario scenario =
        KeepNameStage.OLD_REMOVED.scenarioAfter().confirm("flow-1").observe();
    Instant first = scenario.runbookState().completion("flow-1").orElseThrow().at();

    scenario.withdrawConfirmation("flow-1");
    lastObservation = scenario.observation();
    assertThat(stepByLastObservation(scenario, "flow-1").state())
        .as("at once")
        .isEqualTo(NEEDS_CONFIRMATION);
    scenario.observe();
    assertThat(scenario.state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.state("old-removed")).as("has evidence of its own").isEqualTo(DONE);
    assertThat(scenario.state("instance-2")).isEqualTo(WAITING);
    assertThat(scenario.step("instance-2").waitsFor()).contains("flow-1");
    assertThat(scenario.step("flow-1").confirmation()).isNull();
    assertThat(scenario.step("flow-1").withdrawn())
        .hasSize(2)
        .allSatisfy(decision ->
            assertThat(decision.withdrawn()).isEqualTo(new Withdrawal("ken", scenario.now())));

    scenario.advanceClock(Duration.ofMinutes(1)).confirm("flow-1").observe();
    assertThat(scenario.state("flow-1")).isEqualTo(DONE);
    assertThat(scenario.runbookState().completion("flow-1").orElseThrow().at())
        .as("done since the new confirmation")
        .isEqualTo(scenario.now())
        .isAfter(first);
    assertThat(scenario.state("instance-2")).isEqualTo(READY);
  }

  /** A step that observations show as done does not depend on a confirmation. */
  @Test
  void withdrawingAnUnneededConfirmationUndoesNothing() {
    MigrationScenario scenario =
        KeepNameStage.MX_1.scenarioAfter().confirm("mx-1").confirm("send-limit");
    RunbookState before = scenario.runbookState();

    scenario
        .withdrawConfirmation("mx-1")
        .withdrawConfirmation("send-limit")
        .withdrawConfirmation("flow-1");

    assertThat(scenario.runbookState().completions()).isEqualTo(before.completions());
    assertThat(scenario.runbookState().confirmation("mx-1")).isEmpty();
  }

  /** A plan file may contain any date. */
  @Test
  void aConfirmationDatedInTheFutureDoesNotCount() {
    MigrationScenario scenario = awaitingConfirmation();

    scenario
        .advanceClock(Duration.ofDays(1))
        .confirm("flow-1")
        .advanceClock(Duration.ofDays(-1))
        .observe();

    assertThat(scenario.state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
  }

  /**
   * An old record that was never observed is assumed to be cached for a day, and mail may arrive
   * during that day.
   */
  @Test
  void aConfirmationBeforeTheAssumedTtlHasPassedDoesNotCount() {
    MigrationScenario scenario = MigrationScenario.newName();
    scenario.dns.publish(MX, 300, "10 mail2.example.com");
    scenario.observe().advanceClock(Duration.ofMinutes(5)).confirm("flow-1");
    scenario.advanceClock(Duration.ofDays(1)).observe();

    StepCheck confirmation =
        RunbookSteps.of(scenario.checkContext().plan()).stream()
            .filter(step -> step.id().equals("flow-1"))
            .findFirst()
            .orElseThrow()
            .checks()
            .getLast();
    assertThat(confirmation.evaluate(scenario.checkContext()).result())
        .isEqualTo(CheckOutcome.CheckResult.NEEDS_CONFIRMATION);
    scenario.confirm("flow-1");
    assertThat(confirmation.evaluate(scenario.checkContext()).result())
        .isEqualTo(CheckOutcome.CheckResult.HOLDS);
  }
}
