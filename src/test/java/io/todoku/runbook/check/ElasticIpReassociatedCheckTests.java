package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.runbook.step.StepState.CONTRADICTED;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.NEEDS_CONFIRMATION;
import static io.todoku.runbook.step.StepState.READY;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.step.StepState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An Elastic IP that moves from one instance of its account to another. */
class ElasticIpReassociatedCheckTests {

  private final MigrationScenario scenario =
      new MigrationScenario(
              new Plan(
                  "",
                  MigrationStrategy.SAME_ADDRESS,
                  "example.com",
                  List.of("s1"),
                  new Plan.OldServer("mail.example.com", OLD_ADDRESS, TARGET_ACCOUNT, REGION),
                  new Plan.TargetAccount(TARGET_ACCOUNT, REGION),
                  null,
                  null))
          .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, "i-a")
          .confirm("drained");

  private StepState stateAt(String instance) {
    return scenario
        .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, instance)
        .advanceClock(Duration.ofMinutes(1))
        .observe()
        .state("instance-1");
  }

  @Test
  void whenTheAddressIsObservedAtAnotherInstanceTheStepIsDone() {
    stateAt("i-a");

    assertThat(stateAt("i-b")).isEqualTo(DONE);
    assertThat(stateAt("i-c")).as("a third one is another too").isEqualTo(DONE);
  }

  @Test
  void whenTheAddressIsMovedBackTheStepIsContradicted() {
    stateAt("i-a");
    stateAt("i-b");

    assertThat(stateAt("i-a")).isEqualTo(CONTRADICTED);
  }

  /** The plan may have been created after the move, so only a person knows. */
  @Test
  void whenOnlyOneInstanceWasObservedAPersonMustConfirm() {
    assertThat(stateAt("i-a")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.step("instance-1").outcomes())
        .anySatisfy(
            outcome -> assertThat(outcome.message().arguments().toString()).contains("i-a"));

    assertThat(
            scenario
                .advanceClock(Duration.ofMinutes(1))
                .confirm("instance-1")
                .observe()
                .state("instance-1"))
        .isEqualTo(DONE);
  }

  @Test
  void withoutAnInstanceNoConfirmationCounts() {
    scenario.elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null).confirm("instance-1").observe();

    assertThat(scenario.state("instance-1")).isEqualTo(READY);
  }

  @Test
  void backAtTheOriginalInstanceNoConfirmationCounts() {
    stateAt("i-a");
    scenario.elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    scenario.advanceClock(Duration.ofMinutes(1)).confirm("instance-1");

    assertThat(stateAt("i-a")).isNotIn(DONE, NEEDS_CONFIRMATION);
  }

  /** It was about another instance, or about none. */
  @Test
  void aConfirmationFromBeforeTheAssociationDoesNotCount() {
    scenario.elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    scenario.advanceClock(Duration.ofMinutes(1)).confirm("instance-1");

    assertThat(stateAt("i-b")).isEqualTo(NEEDS_CONFIRMATION);
  }
}
