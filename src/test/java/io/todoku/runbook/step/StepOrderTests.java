package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.runbook.step.StepState.CONTRADICTED;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.IN_PROGRESS;
import static io.todoku.runbook.step.StepState.READY;
import static io.todoku.runbook.step.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import org.junit.jupiter.api.Test;

/** What is done too early, and what a person lets go ahead. */
class StepOrderTests {

  /** Much of the end looks as the beginning did: the name, the MX record, the TTLs. */
  @Test
  void theEndIsNotTakenForDoneAtTheBeginning() {
    MigrationScenario world = MigrationScenario.keepName().observe();

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
    assertThat(world.step("mx-2").aheadOfTurn()).as("the name is still the old server's").isFalse();
  }

  /** The name leads to the old server again, and so would mail. */
  @Test
  void anOverrideDoesNotTakeTheWayBackForTheWayOn() {
    MigrationScenario world = KeepNameStage.FLOW_1.scenarioAfter();

    world.override("mx-2").dns.all(MX, 300, "10 mail.example.com");
    world.observe();

    assertThat(world.state("mx-2")).isEqualTo(IN_PROGRESS);
    assertThat(world.state("flow-1")).isEqualTo(CONTRADICTED);
  }

  @Test
  void aheadOfItsTurnIsSeenAndWaits() {
    MigrationScenario world = KeepNameStage.TTL.scenarioAfter();

    world.dns.all(MX, 300, "10 mail.example.com", "20 mail2.example.com");
    world.observe();

    assertThat(world.state("mx-1")).isEqualTo(WAITING);
    assertThat(world.step("mx-1").aheadOfTurn()).isTrue();
    assertThat(world.runbookState().completion("mx-1")).isEmpty();
    assertThat(world.state("flow-1")).isEqualTo(WAITING);
  }

  @Test
  void anOverrideAllowsWhatIsAdvised() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    assertThat(world.step("instance-2").waitsFor()).containsExactly("flow-1");

    world.override("instance-2").observe();
    assertThat(world.state("instance-2")).isEqualTo(READY);
    assertThat(world.step("instance-2").override()).isNotNull();

    world
        .address(TARGET_ACCOUNT, SECOND_ADDRESS, "i-2")
        .server(SECOND_ADDRESS, "mail.example.com")
        .observe();
    assertThat(world.state("instance-2")).isEqualTo(DONE);
    assertThat(world.state("name-2")).isEqualTo(DONE);
  }

  @Test
  void anOverrideDoesNotAllowWhatAwsRefuses() {
    MigrationScenario world = KeepNameStage.NAME_1.scenarioAfter();

    world.override("ptr-1").observe();

    assertThat(world.step("ptr-1").missingForAws()).containsExactly("a-1");
    assertThat(world.state("ptr-1")).isEqualTo(WAITING);
    world.dns.all(MAIL2, 300, FIRST_ADDRESS);
    assertThat(world.observe().state("ptr-1")).isEqualTo(READY);
  }

  /** AWS asks for the record, not for what caches keep. */
  @Test
  void cachesDoNotBar() {
    MigrationScenario world = KeepNameStage.NAME_2.scenarioAfter();
    world.dns.all(MAIL, 300, SECOND_ADDRESS);

    world.override("ptr-2").observe();

    assertThat(world.state("a-2")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("ptr-2").missingForAws()).isEmpty();
    assertThat(world.step("ptr-2").waitsFor()).containsExactly("a-2");
    assertThat(world.state("ptr-2")).isEqualTo(READY);
  }

  @Test
  void anOverrideGoesNoFurtherThanItsStep() {
    MigrationScenario world = KeepNameStage.MX_1.scenarioAfter();
    world
        .override("instance-2")
        .address(TARGET_ACCOUNT, SECOND_ADDRESS, "i-2")
        .server(SECOND_ADDRESS, "localhost")
        .observe();

    world.dns.all(MX, 300, "10 mail.example.com");
    world.observe();

    assertThat(world.state("mx-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("instance-2")).isEqualTo(DONE);
    assertThat(world.step("name-2").waitsFor()).contains("mx-1");
  }

  @Test
  void aReverseNameThatIsPendingIsNotDone() {
    MigrationScenario world = KeepNameStage.A_1.scenarioAfter();

    world
        .reverse(FIRST_ADDRESS, "mail2.example.com")
        .attribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "PENDING");
    world.observe();
    assertThat(world.state("ptr-1")).isEqualTo(IN_PROGRESS);

    world.attribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", null).observe();
    assertThat(world.state("ptr-1")).isEqualTo(DONE);
  }
}
