package io.todoku.runbook;

import static io.todoku.rule.World.REGION;
import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.StepState.CONTRADICTED;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.NEEDS_WORD;
import static io.todoku.runbook.StepState.READY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An Elastic IP goes from one instance of its account to another. */
class MovedTests {

  private final Scenery world =
      new Scenery(
              new Plan(
                  "",
                  Way.SAME_ADDRESS,
                  "example.com",
                  List.of("s1"),
                  new Plan.Old("mail.example.com", OLD, HERE, REGION),
                  new Plan.Target(HERE, REGION),
                  null,
                  null))
          .address(HERE, OLD, "i-a")
          .says("drained");

  private StepState at(String instance) {
    return world
        .address(HERE, OLD, instance)
        .later(Duration.ofMinutes(1))
        .look()
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
    assertThat(at("i-a")).isEqualTo(NEEDS_WORD);
    assertThat(world.step("instance-1").outcomes())
        .anySatisfy(outcome -> assertThat(outcome.says().arguments().toString()).contains("i-a"));

    assertThat(world.later(Duration.ofMinutes(1)).says("instance-1").look().state("instance-1"))
        .isEqualTo(DONE);
  }

  @Test
  void whereItIsAtNoneNobodyIsAsked() {
    world.address(HERE, OLD, null).says("instance-1").look();

    assertThat(world.state("instance-1")).isEqualTo(READY);
  }

  @Test
  void backAtTheInstanceThatItWasTakenFromNoWordCounts() {
    at("i-a");
    world.address(HERE, OLD, null).look();
    world.later(Duration.ofMinutes(1)).says("instance-1");

    assertThat(at("i-a")).isNotIn(DONE, NEEDS_WORD);
  }

  /** Said of another instance, or of none. */
  @Test
  void aWordFromBeforeItWasThereDoesNotCount() {
    world.address(HERE, OLD, null).look();
    world.later(Duration.ofMinutes(1)).says("instance-1");

    assertThat(at("i-b")).isEqualTo(NEEDS_WORD);
  }
}
