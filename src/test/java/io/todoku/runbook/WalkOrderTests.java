package io.todoku.runbook;

import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MAIL2;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.TWO;
import static io.todoku.runbook.StepState.CONTRADICTED;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.IN_PROGRESS;
import static io.todoku.runbook.StepState.READY;
import static io.todoku.runbook.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is done too early, and what a person lets go ahead. */
class WalkOrderTests {

  /** Much of the end looks as the beginning did: the name, the MX record, the TTLs. */
  @Test
  void theEndIsNotTakenForDoneAtTheBeginning() {
    Scenery world = Scenery.keepName().look();

    for (String id :
        new String[] {
          "ttl-lowered",
          "mx-1",
          "flow-1",
          "mx-2",
          "flow-2",
          "ptr-1-reset",
          "released-1",
          "ttl-raised"
        }) {
      assertThat(world.state(id)).as(id).isNotEqualTo(DONE);
      assertThat(world.step(id).replacedBy()).as(id).isNull();
    }
    assertThat(world.state("ttl-lowered")).isEqualTo(READY);
    assertThat(world.step("mx-2").ahead()).as("the name is still the old server's").isFalse();
  }

  /** The name leads to the old server again, and so would mail. */
  @Test
  void anOverrideDoesNotTakeTheWayBackForTheWayOn() {
    Scenery world = KeepName.FLOW_1.reached();

    world.overrides("mx-2").dns.all(MX, 300, "10 mail.example.com");
    world.look();

    assertThat(world.state("mx-2")).isEqualTo(IN_PROGRESS);
    assertThat(world.state("flow-1")).isEqualTo(CONTRADICTED);
  }

  @Test
  void aheadOfItsTurnIsSeenAndWaits() {
    Scenery world = KeepName.TTL.reached();

    world.dns.all(MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.look();

    assertThat(world.state("mx-1")).isEqualTo(WAITING);
    assertThat(world.step("mx-1").ahead()).isTrue();
    assertThat(world.memory().done("mx-1")).isEmpty();
    assertThat(world.state("flow-1")).isEqualTo(WAITING);
  }

  @Test
  void anOverrideAllowsWhatIsAdvised() {
    Scenery world = KeepName.MX_1.reached();
    assertThat(world.step("instance-2").waitsFor()).containsExactly("flow-1");

    world.overrides("instance-2").look();
    assertThat(world.state("instance-2")).isEqualTo(READY);
    assertThat(world.step("instance-2").override()).isNotNull();

    world.address(HERE, TWO, "i-2").server(TWO, "mail.example.com").look();
    assertThat(world.state("instance-2")).isEqualTo(DONE);
    assertThat(world.state("name-2")).isEqualTo(DONE);
  }

  @Test
  void anOverrideDoesNotAllowWhatAwsRefuses() {
    Scenery world = KeepName.NAME_1.reached();

    world.overrides("ptr-1").look();

    assertThat(world.step("ptr-1").barred()).containsExactly("a-1");
    assertThat(world.state("ptr-1")).isEqualTo(WAITING);
    world.dns.all(MAIL2, 300, ONE);
    assertThat(world.look().state("ptr-1")).isEqualTo(READY);
  }

  /** AWS asks for the record, not for what caches keep. */
  @Test
  void cachesDoNotBar() {
    Scenery world = KeepName.NAME_2.reached();
    world.dns.all(MAIL, 300, TWO);

    world.overrides("ptr-2").look();

    assertThat(world.state("a-2")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("ptr-2").barred()).isEmpty();
    assertThat(world.step("ptr-2").waitsFor()).containsExactly("a-2");
    assertThat(world.state("ptr-2")).isEqualTo(READY);
  }

  @Test
  void anOverrideGoesNoFurtherThanItsStep() {
    Scenery world = KeepName.MX_1.reached();
    world.overrides("instance-2").address(HERE, TWO, "i-2").server(TWO, "localhost").look();

    world.dns.all(MX, 300, "10 mail.example.com");
    world.look();

    assertThat(world.state("mx-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("instance-2")).isEqualTo(DONE);
    assertThat(world.step("name-2").waitsFor()).contains("mx-1");
  }

  @Test
  void aReverseNameThatIsPendingIsNotDone() {
    Scenery world = KeepName.A_1.reached();

    world.reverse(ONE, "mail2.example.com").attribute(HERE, ONE, "mail2.example.com", "PENDING");
    world.look();
    assertThat(world.state("ptr-1")).isEqualTo(IN_PROGRESS);

    world.attribute(HERE, ONE, "mail2.example.com", null).look();
    assertThat(world.state("ptr-1")).isEqualTo(DONE);
  }
}
