package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.runbook.step.StepState.BLOCKED;
import static io.todoku.runbook.step.StepState.CONTRADICTED;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.IN_PROGRESS;
import static io.todoku.runbook.step.StepState.NEEDS_CONFIRMATION;
import static io.todoku.runbook.step.StepState.READY;
import static io.todoku.runbook.step.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import io.todoku.snapshot.Attestation.AttestationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps that are undone by mistake, or on purpose by a later step. */
class UndoneStepTests {

  @Test
  void anUndoneStepIsContradictedAndLaterStepsWaitForIt() {
    MigrationScenario scenario = KeepNameStage.SPF.scenarioAfter();
    assertThat(scenario.state("mx-1")).isEqualTo(READY);
    Instant firstDoneAt = scenario.runbookState().completion("a-1").orElseThrow().at();

    scenario.dns.publish(MAIL2, 300);
    scenario.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(scenario.state("a-1")).isEqualTo(CONTRADICTED);
    assertThat(scenario.step("a-1").completion()).isNotNull();
    assertThat(scenario.state("ptr-1")).as("its own checks still hold").isEqualTo(DONE);
    assertThat(scenario.state("mx-1")).as("mail would be lost").isEqualTo(WAITING);
    assertThat(scenario.step("mx-1").waitsFor()).containsExactly("a-1");
    assertThat(scenario.runbookState().completion("a-1").orElseThrow().at()).isEqualTo(firstDoneAt);

    scenario.dns.publish(MAIL2, 300, FIRST_ADDRESS);
    scenario.advanceClock(Duration.ofMinutes(1)).observe();
    assertThat(scenario.state("a-1"))
        .as("negative answers are still cached")
        .isEqualTo(IN_PROGRESS);
    scenario.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(scenario.state("a-1")).isEqualTo(DONE);
    assertThat(scenario.state("mx-1")).isEqualTo(READY);
    assertThat(scenario.runbookState().completion("a-1").orElseThrow().at())
        .isEqualTo(scenario.now());
  }

  /** A later step also waits for steps that it depends on indirectly. */
  @Test
  void stepsFarBehindAnUndoneStepWaitForIt() {
    MigrationScenario scenario = KeepNameStage.PTR_2.scenarioAfter();
    assertThat(scenario.state("mx-2")).isEqualTo(READY);

    scenario.elasticIp(TARGET_ACCOUNT, SECOND_ADDRESS, null).observe();

    assertThat(scenario.state("instance-2")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("mx-2")).isEqualTo(WAITING);
    assertThat(scenario.step("mx-2").waitsFor()).contains("instance-2");
  }

  @ParameterizedTest
  @EnumSource(names = {"NAME_2", "A_2", "PTR_2"})
  void whileTheOldNameIsRemovedNoStepIsContradicted(KeepNameStage until) {
    MigrationScenario scenario = KeepNameStage.FLOW_1.scenarioAfter();
    for (KeepNameStage stage : KeepNameStage.values()) {
      if (stage.compareTo(KeepNameStage.FLOW_1) > 0 && stage.compareTo(until) <= 0) {
        stage.applyTo(scenario);
        scenario.observe();
        assertThat(scenario.runbook().steps()).noneMatch(step -> step.state() == CONTRADICTED);
      }
    }
    assertThat(scenario.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(scenario.state("old-removed")).isEqualTo(DONE);
  }

  /** The new MX record is added beside the old one and then replaces it, while one server lags. */
  @Test
  void replacingTheMxRecordContradictsNoStep() {
    MigrationScenario scenario = KeepNameStage.PTR_2.scenarioAfter();

    scenario.dns.publishAt("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    assertThat(scenario.observe().state("flow-1")).isEqualTo(DONE);
    assertThat(scenario.step("flow-1").replacedBy()).isEqualTo("mx-2");
    assertThat(scenario.state("mx-2")).isEqualTo(IN_PROGRESS);

    scenario.dns.publishAt("ns2", MX, 300, "10 mail.example.com");
    assertThat(scenario.observe().state("mx-1")).isEqualTo(DONE);
    assertThat(scenario.state("mx-2")).isEqualTo(IN_PROGRESS);

    scenario.dns.publish(MX, 300, "10 mail.example.com");
    assertThat(scenario.observe().state("mx-2")).isEqualTo(DONE);
    assertThat(scenario.state("flow-1")).isEqualTo(DONE);
  }

  @Test
  void removingTheMxRecordWithoutReplacementIsContradicted() {
    MigrationScenario scenario = KeepNameStage.PTR_2.scenarioAfter();

    scenario.dns.publish(MX, 300);
    scenario.observe();

    assertThat(scenario.state("mx-1")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("flow-1")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("mx-2")).isEqualTo(WAITING);
  }

  @Test
  void whenItIsUnknownWhetherTheMxRecordWasReplacedTheStepIsBlocked() {
    MigrationScenario scenario = KeepNameStage.PTR_2.scenarioAfter();

    scenario.dns.publishAt("ns1", MX, 300, "10 mail.example.com");
    scenario.makeUnknown("ns2 " + MX).observe();

    assertThat(scenario.state("flow-1")).isEqualTo(BLOCKED);
    assertThat(scenario.step("mx-2").waitsFor()).contains("flow-1");
  }

  /** Senders with cached MX records may still deliver mail to it. */
  @Test
  void theFirstInstanceMustNotEndBeforeTheCachesExpire() {
    MigrationScenario scenario = KeepNameStage.MX_2.scenarioAfter();

    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null)
        .serverTimesOut(FIRST_ADDRESS)
        .advanceClock(Duration.ofSeconds(299))
        .observe();
    assertThat(scenario.state("instance-1")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("flow-2")).isEqualTo(WAITING);

    scenario.advanceClock(Duration.ofSeconds(60)).observe();
    assertThat(scenario.state("instance-1")).as("confirmation is missing").isEqualTo(CONTRADICTED);

    scenario.confirm("flow-2").observe();
    assertThat(scenario.state("instance-1")).isEqualTo(DONE);
    assertThat(scenario.step("instance-1").replacedBy()).isEqualTo("flow-2");
  }

  @Test
  void aStoppedFirstInstanceContradictsNoStep() {
    MigrationScenario scenario = KeepNameStage.MX_2.scenarioAfter();
    scenario.advanceClock(Duration.ofSeconds(300)).confirm("flow-2").observe();

    scenario.instance("i-1", "stopped").serverTimesOut(FIRST_ADDRESS).observe();

    assertThat(scenario.state("flow-2")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.state("instance-1")).isEqualTo(DONE);
    assertThat(scenario.state("name-1")).isEqualTo(DONE);
  }

  @Test
  void aPendingResetOfTheReverseDnsNameIsNotDone() {
    MigrationScenario scenario = KeepNameStage.FLOW_2.scenarioAfter();

    scenario
        .reverseDnsAttribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "PENDING")
        .observe();

    assertThat(scenario.state("ptr-1")).isEqualTo(DONE);
    assertThat(scenario.state("ptr-1-reset")).isEqualTo(READY);
    assertThat(scenario.step("released-1").missingForAws()).containsExactly("ptr-1-reset");
  }

  /** The next owner of the address could send mail for the domain or receive it. */
  @Test
  void anAddressIsReleasedOnlyOnceNoRecordNamesIt() {
    MigrationScenario scenario =
        KeepNameStage.PTR_1_RESET
            .scenarioAfter()
            .releaseElasticIp(TARGET_ACCOUNT, FIRST_ADDRESS)
            .observe();
    assertThat(scenario.state("released-1")).isEqualTo(IN_PROGRESS);

    scenario.spf(SECOND_ADDRESS).observe();
    assertThat(scenario.state("released-1"))
        .as("the host name resolves to it")
        .isEqualTo(IN_PROGRESS);

    scenario.dns.publish(MAIL2, 300);
    scenario.spf(FIRST_ADDRESS, SECOND_ADDRESS).observe();
    assertThat(scenario.state("released-1")).as("SPF authorizes it").isEqualTo(IN_PROGRESS);

    scenario.spf(SECOND_ADDRESS).observe();
    assertThat(scenario.state("released-1")).isEqualTo(DONE);
  }

  /** Only one server has the new TTL yet. */
  @Test
  void aTtlRestoredAtOneServerContradictsNoStep() {
    MigrationScenario scenario = KeepNameStage.RELEASED_1.scenarioAfter();

    scenario.dns.publishAt("ns1", MX, 3600, "10 mail.example.com");
    scenario.observe();

    assertThat(scenario.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(scenario.state("ttl-raised")).isEqualTo(READY);
  }

  @Test
  void aTtlRestoredTooEarlyIsContradicted() {
    MigrationScenario scenario = KeepNameStage.A_1.scenarioAfter();

    scenario.dns.publish(MAIL, 3600, OLD_ADDRESS);
    scenario.observe();

    assertThat(scenario.state("ttl-lowered")).isEqualTo(CONTRADICTED);
  }

  @Test
  void aRevertedMoveRestartsTheFiveDaysOfTheOldServer() {
    MigrationScenario scenario = KeepNameStage.FLOW_1.scenarioAfter();
    scenario.advanceClock(Duration.ofDays(1));
    scenario.dns.publish(MX, 300, "10 mail.example.com");
    scenario.observe();
    assertThat(scenario.state("flow-1")).isEqualTo(CONTRADICTED);
    assertThat(scenario.runbookState().completion("flow-1").orElseThrow().undoneSince())
        .isEqualTo(scenario.now());

    scenario.advanceClock(Duration.ofDays(3));
    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    scenario.observe().advanceClock(Duration.ofSeconds(300)).observe();
    assertThat(scenario.state("flow-1"))
        .as("the earlier confirmation does not count")
        .isEqualTo(NEEDS_CONFIRMATION);
    scenario.confirm("flow-1").observe();
    assertThat(scenario.state("flow-1")).isEqualTo(DONE);
    Instant doneAgainAt = scenario.now();

    Arrays.stream(KeepNameStage.values())
        .filter(
            stage -> stage.compareTo(KeepNameStage.FLOW_1) > 0 && stage != KeepNameStage.OLD_KEPT)
        .forEach(stage -> {
          stage.applyTo(scenario);
          scenario.observe();
        });
    assertThat(scenario.state("old-kept")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.step("old-kept").notBefore())
        .isEqualTo(doneAgainAt.plus(Duration.ofDays(5)));
  }

  @Test
  void aRefusedSendLimitRemovalMakesTheMoveWait() {
    MigrationScenario scenario = KeepNameStage.SPF.scenarioAfter();

    scenario
        .advanceClock(Duration.ofMinutes(1))
        .attestSendLimit(AttestationState.REFUSED)
        .observe();

    assertThat(scenario.state("send-limit")).isEqualTo(CONTRADICTED);
    assertThat(scenario.state("mx-1")).isEqualTo(WAITING);
  }

  /** An MX record is added that has nothing to do with the migration. */
  @Test
  void anUnrelatedMxRecordDoesNotRestartTheWait() {
    MigrationScenario scenario = KeepNameStage.OLD_KEPT.scenarioAfter();

    scenario.dns.publish(MX, 3600, "10 mail.example.com", "90 backup.example.net");
    scenario.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(scenario.runbook().isDone()).isTrue();
  }

  @Test
  void allStepsAreStillDoneMonthsLater() {
    MigrationScenario scenario = KeepNameStage.OLD_KEPT.scenarioAfter();

    scenario
        .advanceClock(Duration.ofDays(40))
        .observe()
        .advanceClock(Duration.ofMinutes(1))
        .observe();

    assertThat(scenario.runbook().isDone()).isTrue();
  }
}
