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

/** Steps that a later one undoes on purpose: what was never seen of them, nobody claims. */
class SkippedStepTests {

  /** Nobody ever saw the first server by its name, and people went on. */
  private static MigrationScenario withoutTheName() {
    MigrationScenario world = MigrationScenario.keepName().observe();
    for (KeepNameStage deed : KeepNameStage.values()) {
      if (deed == KeepNameStage.PTR_1 || deed == KeepNameStage.MX_1) {
        world.override(deed == KeepNameStage.PTR_1 ? "ptr-1" : "mx-1");
      }
      if (deed != KeepNameStage.NAME_1) {
        deed.applyTo(world);
        world.observe();
      }
    }
    return world;
  }

  @Test
  void aStepThatWasPassedOverIsNotDone() {
    MigrationScenario world = withoutTheName();

    assertThat(world.runbook().steps())
        .filteredOn(step -> !step.isDone())
        .extracting(step -> step.step().id(), EvaluatedStep::state, EvaluatedStep::replacedBy)
        .containsExactly(tuple("name-1", SKIPPED, "flow-2"), tuple("relay-1", SKIPPED, "flow-2"));
    assertThat(world.runbookState().completion("name-1")).isEmpty();
    assertThat(world.runbook().isDone()).as("nothing is left to do").isTrue();
    assertThat(world.runbook().current()).isEmpty();
    assertThat(world.runbook().doneCount()).isEqualTo(world.runbook().steps().size() - 2L);
  }

  /** Mail goes through the first server again, and its reverse name is gone. */
  @Test
  void whatTheLaterStepHasUndoneIsMissedWhenThatIsTakenBack() {
    MigrationScenario world = KeepNameStage.PTR_1_RESET.scenarioAfter();
    assertThat(world.state("ptr-1")).isEqualTo(DONE);

    world.dns.all(MX, 300, "20 mail2.example.com");
    world.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(world.state("mx-2")).isEqualTo(CONTRADICTED);
    assertThat(world.state("flow-2")).isEqualTo(CONTRADICTED);
    assertThat(world.state("ptr-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("instance-1")).isEqualTo(CONTRADICTED);
    assertThat(world.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-3").observe().state("instance-1"))
        .isEqualTo(DONE);
  }

  @Test
  void spfMustCoverTheFirstServerAgainWhenTheLastStepIsTakenBack() {
    MigrationScenario world = KeepNameStage.PTR_1_RESET.scenarioAfter();
    assertThat(world.spf(MigrationScenario.SECOND_ADDRESS).observe().state("spf-covers"))
        .isEqualTo(DONE);

    world.dns.all(MX, 300, "20 mail2.example.com");
    world.advanceClock(Duration.ofMinutes(1)).observe().observe();

    assertThat(world.state("spf-covers")).isEqualTo(CONTRADICTED);
  }
}
