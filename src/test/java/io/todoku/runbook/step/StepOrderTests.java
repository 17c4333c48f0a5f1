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

/** Steps that are done before their turn, and overrides of the order. */
class StepOrderTests {

  /** The host name, the MX record and the TTLs are the same at the end as at the beginning. */
  @Test
  void stepsWhoseEndLooksLikeTheBeginningAreNotDoneAtTheBeginning() {
    MigrationScenario scenario = MigrationScenario.keepName().observe();

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
      assertThat(scenario.state(id)).as(id).isNotEqualTo(DONE);
      assertThat(scenario.step(id).replacedBy()).as(id).isNull();
    }
    assertThat(scenario.state("ttl-lowered")).isEqualTo(READY);
    assertThat(scenario.step("mx-2").aheadOfTurn())
        .as("the host name still belongs to the old server")
        .isFalse();
  }

  /** The MX record names the old server's host again, and mail would reach the old server. */
  @Test
  void anOverrideDoesNotTurnARevertedStepIntoALaterOne() {
    MigrationScenario scenario = KeepNameStage.FLOW_1.scenarioAfter();

    scenario.override("mx-2").dns.publish(MX, 300, "10 mail.example.com");
    scenario.observe();

    assertThat(scenario.state("mx-2")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.state("flow-1")).isEqualTo(CONTRADICTED);
  }

  @Test
  void aStepThatHoldsBeforeItsTurnIsWaiting() {
    MigrationScenario scenario = KeepNameStage.TTL.scenarioAfter();

    scenario.dns.publish(MX, 300, "10 mail.example.com", "20 mail2.example.com");
    scenario.observe();

    assertThat(scenario.state("mx-1")).isEqualTo(WAITING);
    assertThat(scenario.step("mx-1").aheadOfTurn()).isTrue();
    assertThat(scenario.runbookState().completion("mx-1")).isEmpty();
    assertThat(scenario.state("flow-1")).isEqualTo(WAITING);
  }

  @Test
  void anOverrideReleasesAStepFromItsOrder() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    assertThat(scenario.step("instance-2").waitsFor()).containsExactly("flow-1");

    scenario.override("instance-2").observe();
    assertThat(scenario.state("instance-2")).isEqualTo(READY);
    assertThat(scenario.step("instance-2").override()).isNotNull();

    scenario
        .elasticIp(TARGET_ACCOUNT, SECOND_ADDRESS, "i-2")
        .server(SECOND_ADDRESS, "mail.example.com")
        .observe();
    assertThat(scenario.state("instance-2")).isEqualTo(DONE);
    assertThat(scenario.state("name-2")).isEqualTo(DONE);
  }

  @Test
  void anOverrideDoesNotReleaseAStepThatAwsRefuses() {
    MigrationScenario scenario = KeepNameStage.NAME_1.scenarioAfter();

    scenario.override("ptr-1").observe();

    assertThat(scenario.step("ptr-1").missingForAws()).containsExactly("a-1");
    assertThat(scenario.state("ptr-1")).isEqualTo(WAITING);
    scenario.dns.publish(MAIL2, 300, FIRST_ADDRESS);
    assertThat(scenario.observe().state("ptr-1")).isEqualTo(READY);
  }

  /** AWS looks at the record and not at caches. */
  @Test
  void cachesDoNotMakeAwsRefuseAStep() {
    MigrationScenario scenario = KeepNameStage.NAME_2.scenarioAfter();
    scenario.dns.publish(MAIL, 300, SECOND_ADDRESS);

    scenario.override("ptr-2").observe();

    assertThat(scenario.state("a-2")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.step("ptr-2").missingForAws()).isEmpty();
    assertThat(scenario.step("ptr-2").waitsFor()).containsExactly("a-2");
    assertThat(scenario.state("ptr-2")).isEqualTo(READY);
  }

  @Test
  void anOverrideAppliesToItsStepOnly() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    scenario
        .override("instance-2")
        .elasticIp(TARGET_ACCOUNT, SECOND_ADDRESS, "i-2")
        .server(SECOND_ADDRESS, "localhost")
        .observe();

    scenario.dns.publish(MX, 300, "10 mail.example.com");
    scenario.observe();

    assertThat(scenario.state("mx-1")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("instance-2")).isEqualTo(DONE);
    assertThat(scenario.step("name-2").waitsFor()).contains("mx-1");
  }

  @Test
  void aPendingReverseDnsNameIsInProgress() {
    MigrationScenario scenario = KeepNameStage.A_1.scenarioAfter();

    scenario
        .reverse(FIRST_ADDRESS, "mail2.example.com")
        .reverseDnsAttribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "PENDING");
    scenario.observe();
    assertThat(scenario.state("ptr-1")).isEqualTo(IN_PROGRESS);

    scenario
        .reverseDnsAttribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", null)
        .observe();
    assertThat(scenario.state("ptr-1")).isEqualTo(DONE);
  }
}
