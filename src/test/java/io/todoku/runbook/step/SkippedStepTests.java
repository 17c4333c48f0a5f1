package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.runbook.step.StepState.CONTRADICTED;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Steps that a later step undoes on purpose, and that count as skipped if they were never done. */
class SkippedStepTests {

  /** The first server was never observed with its host name, and people overrode the order. */
  private static MigrationScenario withNameStepLeftOut() {
    MigrationScenario scenario = MigrationScenario.keepName().observe();
    for (KeepNameStage stage : KeepNameStage.values()) {
      if (stage == KeepNameStage.PTR_1 || stage == KeepNameStage.MX_1) {
        scenario.override(stage == KeepNameStage.PTR_1 ? "ptr-1" : "mx-1");
      }
      if (stage != KeepNameStage.NAME_1) {
        stage.applyTo(scenario);
        scenario.observe();
      }
    }
    return scenario;
  }

  @Test
  void aStepThatWasLeftOutIsSkippedAndNotDone() {
    MigrationScenario scenario = withNameStepLeftOut();

    assertThat(scenario.runbook().steps())
        .filteredOn(step -> !step.isDone())
        .extracting(step -> step.step().id(), EvaluatedStep::state, EvaluatedStep::replacedBy)
        .containsExactly(tuple("name-1", SKIPPED, "flow-2"), tuple("relay-1", SKIPPED, "flow-2"));
    assertThat(scenario.runbookState().completion("name-1")).isEmpty();
    assertThat(scenario.runbook().isDone()).as("skipped steps leave nothing to do").isTrue();
    assertThat(scenario.runbook().current()).isEmpty();
    assertThat(scenario.runbook().doneCount()).isEqualTo(scenario.runbook().steps().size() - 2L);
  }

  /** Mail reaches the first server again, whose reverse DNS name was reset. */
  @Test
  void whenTheUndoingStepIsRevertedTheUndoneStepsAreContradicted() {
    MigrationScenario scenario = KeepNameStage.PTR_1_RESET.scenarioAfter();
    assertThat(scenario.state("ptr-1")).isEqualTo(DONE);

    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    scenario.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(scenario.state("mx-2")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("flow-2")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("ptr-1")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("instance-1")).isEqualTo(CONTRADICTED);
    assertThat(
            scenario.elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-3").observe().state("instance-1"))
        .isEqualTo(DONE);
  }

  @Test
  void whenTheLastStepIsRevertedSpfMustCoverTheFirstServerAgain() {
    MigrationScenario scenario = KeepNameStage.PTR_1_RESET.scenarioAfter();
    assertThat(scenario.spf(MigrationScenario.SECOND_ADDRESS).observe().state("spf-covers"))
        .isEqualTo(DONE);

    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    scenario.advanceClock(Duration.ofMinutes(1)).observe().observe();

    assertThat(scenario.state("spf-covers")).isEqualTo(CONTRADICTED);
  }
}
