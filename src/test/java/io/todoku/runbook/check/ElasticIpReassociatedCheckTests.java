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

/** An Elastic IP goes from one instance of its account to another. */
class ElasticIpReassociatedCheckTests {

  private final MigrationScenario world =
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
          .address(TARGET_ACCOUNT, OLD_ADDRESS, "i-a")
          .confirm("drained");

  private StepState at(String instance) {
    return world
        .address(TARGET_ACCOUNT, OLD_ADDRESS, instance)
        .advanceClock(Duration.ofMinutes(1))
        .observe()
        .state("instance-1");
  }

  @Test
  void seenToMoveItIsDone() {
    at("i-a");

    assertThat(at("i-b")).isEqualTo(DONE);
    assertThat(at("i-c")).as("a third one is another too").isEqualTo(DONE);
  }

  @Test
  void movedBackItIsNot() {
    at("i-a");
    at("i-b");

    assertThat(at("i-a")).isEqualTo(CONTRADICTED);
  }

  /** The plan may have been made after the move: nothing but a person knows. */
  @Test
  void whereItWasSeenAtOneInstanceOnlyAPersonIsAsked() {
    assertThat(at("i-a")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.step("instance-1").outcomes())
        .anySatisfy(
            outcome -> assertThat(outcome.message().arguments().toString()).contains("i-a"));

    assertThat(
            world
                .advanceClock(Duration.ofMinutes(1))
                .confirm("instance-1")
                .observe()
                .state("instance-1"))
        .isEqualTo(DONE);
  }

  @Test
  void whereItIsAtNoneNobodyIsAsked() {
    world.address(TARGET_ACCOUNT, OLD_ADDRESS, null).confirm("instance-1").observe();

    assertThat(world.state("instance-1")).isEqualTo(READY);
  }

  @Test
  void backAtTheInstanceThatItWasTakenFromNoWordCounts() {
    at("i-a");
    world.address(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    world.advanceClock(Duration.ofMinutes(1)).confirm("instance-1");

    assertThat(at("i-a")).isNotIn(DONE, NEEDS_CONFIRMATION);
  }

  /** Said of another instance, or of none. */
  @Test
  void aWordFromBeforeItWasThereDoesNotCount() {
    world.address(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    world.advanceClock(Duration.ofMinutes(1)).confirm("instance-1");

    assertThat(at("i-b")).isEqualTo(NEEDS_CONFIRMATION);
  }
}
