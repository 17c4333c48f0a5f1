package io.todoku.runbook;

import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.StepState.CONTRADICTED;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Steps that a later one undoes on purpose: what was never seen of them, nobody claims. */
class NeverShownTests {

  /** Nobody ever saw the first server by its name, and people went on. */
  private static Scenery withoutTheName() {
    Scenery world = Scenery.keepName().look();
    for (KeepName deed : KeepName.values()) {
      if (deed == KeepName.PTR_1 || deed == KeepName.MX_1) {
        world.overrides(deed == KeepName.PTR_1 ? "ptr-1" : "mx-1");
      }
      if (deed != KeepName.NAME_1) {
        deed.in(world);
        world.look();
      }
    }
    return world;
  }

  @Test
  void aStepThatWasPassedOverIsNotDone() {
    Scenery world = withoutTheName();

    assertThat(world.runbook().steps())
        .filteredOn(step -> !step.isDone())
        .extracting(step -> step.step().id(), StepView::state, StepView::replacedBy)
        .containsExactly(tuple("name-1", SKIPPED, "flow-2"), tuple("relay-1", SKIPPED, "flow-2"));
    assertThat(world.memory().done("name-1")).isEmpty();
    assertThat(world.runbook().isDone()).as("nothing is left to do").isTrue();
    assertThat(world.runbook().current()).isEmpty();
    assertThat(world.runbook().doneSteps()).isEqualTo(world.runbook().steps().size() - 2L);
  }

  /** Mail goes through the first server again, and its reverse name is gone. */
  @Test
  void whatTheLaterStepHasUndoneIsMissedWhenThatIsTakenBack() {
    Scenery world = KeepName.PTR_1_RESET.reached();
    assertThat(world.state("ptr-1")).isEqualTo(DONE);

    world.dns.all(MX, 300, "20 mail2.example.com");
    world.later(Duration.ofMinutes(1)).look();

    assertThat(world.state("mx-2")).isEqualTo(CONTRADICTED);
    assertThat(world.state("flow-2")).isEqualTo(CONTRADICTED);
    assertThat(world.state("ptr-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("instance-1")).isEqualTo(CONTRADICTED);
    assertThat(world.address(HERE, ONE, "i-3").look().state("instance-1")).isEqualTo(DONE);
  }

  @Test
  void spfMustCoverTheFirstServerAgainWhenTheLastStepIsTakenBack() {
    Scenery world = KeepName.PTR_1_RESET.reached();
    assertThat(world.spf(Scenery.TWO).look().state("spf-covers")).isEqualTo(DONE);

    world.dns.all(MX, 300, "20 mail2.example.com");
    world.later(Duration.ofMinutes(1)).look().look();

    assertThat(world.state("spf-covers")).isEqualTo(CONTRADICTED);
  }
}
