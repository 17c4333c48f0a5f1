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

/** What is undone later, by mistake or by a later step on purpose. */
class UndoneStepTests {

  @Test
  void whatIsUndoneIsContradictedAndHoldsWhatComesAfter() {
    MigrationScenario world = KeepNameStage.SPF.scenarioAfter();
    assertThat(world.state("mx-1")).isEqualTo(READY);
    Instant first = world.runbookState().completion("a-1").orElseThrow().at();

    world.dns.all(MAIL2, 300);
    world.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(world.state("a-1")).isEqualTo(CONTRADICTED);
    assertThat(world.step("a-1").completion()).isNotNull();
    assertThat(world.state("ptr-1")).as("it holds still").isEqualTo(DONE);
    assertThat(world.state("mx-1")).as("mail would get lost").isEqualTo(WAITING);
    assertThat(world.step("mx-1").waitsFor()).containsExactly("a-1");
    assertThat(world.runbookState().completion("a-1").orElseThrow().at()).isEqualTo(first);

    world.dns.all(MAIL2, 300, FIRST_ADDRESS);
    world.advanceClock(Duration.ofMinutes(1)).observe();
    assertThat(world.state("a-1")).as("some know of no such name").isEqualTo(IN_PROGRESS);
    world.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(world.state("a-1")).isEqualTo(DONE);
    assertThat(world.state("mx-1")).isEqualTo(READY);
    assertThat(world.runbookState().completion("a-1").orElseThrow().at()).isEqualTo(world.now());
  }

  /** Whatever a later step rests on far back. */
  @Test
  void whatIsUndoneHoldsTheFarEnd() {
    MigrationScenario world = KeepNameStage.PTR_2.scenarioAfter();
    assertThat(world.state("mx-2")).isEqualTo(READY);

    world.address(TARGET_ACCOUNT, SECOND_ADDRESS, null).observe();

    assertThat(world.state("instance-2")).isEqualTo(CONTRADICTED);
    assertThat(world.state("mx-2")).isEqualTo(WAITING);
    assertThat(world.step("mx-2").waitsFor()).contains("instance-2");
  }

  @ParameterizedTest
  @EnumSource(names = {"NAME_2", "A_2", "PTR_2"})
  void whileTheOldNameIsGoneNothingIsContradicted(KeepNameStage until) {
    MigrationScenario world = KeepNameStage.FLOW_1.scenarioAfter();
    for (KeepNameStage deed : KeepNameStage.values()) {
      if (deed.compareTo(KeepNameStage.FLOW_1) > 0 && deed.compareTo(until) <= 0) {
        deed.applyTo(world);
        world.observe();
        assertThat(world.runbook().steps()).noneMatch(step -> step.state() == CONTRADICTED);
      }
    }
    assertThat(world.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(world.state("old-removed")).isEqualTo(DONE);
  }

  /** The second MX record first beside the first one, then alone; one server is behind. */
  @Test
  void theSwapContradictsNothing() {
    MigrationScenario world = KeepNameStage.PTR_2.scenarioAfter();

    world.dns.at("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    assertThat(world.observe().state("flow-1")).isEqualTo(DONE);
    assertThat(world.step("flow-1").replacedBy()).isEqualTo("mx-2");
    assertThat(world.state("mx-2")).isEqualTo(IN_PROGRESS);

    world.dns.at("ns2", MX, 300, "10 mail.example.com");
    assertThat(world.observe().state("mx-1")).isEqualTo(DONE);
    assertThat(world.state("mx-2")).isEqualTo(IN_PROGRESS);

    world.dns.all(MX, 300, "10 mail.example.com");
    assertThat(world.observe().state("mx-2")).isEqualTo(DONE);
    assertThat(world.state("flow-1")).isEqualTo(DONE);
  }

  @Test
  void anMxRecordThatGoesWithoutASecondIsContradicted() {
    MigrationScenario world = KeepNameStage.PTR_2.scenarioAfter();

    world.dns.all(MX, 300);
    world.observe();

    assertThat(world.state("mx-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("flow-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("mx-2")).isEqualTo(WAITING);
  }

  @Test
  void whetherTheSwapHasBegunMayBeUnknown() {
    MigrationScenario world = KeepNameStage.PTR_2.scenarioAfter();

    world.dns.at("ns1", MX, 300, "10 mail.example.com");
    world.makeUnknown("ns2 " + MX).observe();

    assertThat(world.state("flow-1")).isEqualTo(BLOCKED);
    assertThat(world.step("mx-2").waitsFor()).contains("flow-1");
  }

  /** Others may still bring mail to it. */
  @Test
  void theFirstInstanceMayNotEndBeforeTheCachesForget() {
    MigrationScenario world = KeepNameStage.MX_2.scenarioAfter();

    world
        .address(TARGET_ACCOUNT, FIRST_ADDRESS, null)
        .serverSilent(FIRST_ADDRESS)
        .advanceClock(Duration.ofSeconds(299))
        .observe();
    assertThat(world.state("instance-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("flow-2")).isEqualTo(WAITING);

    world.advanceClock(Duration.ofSeconds(60)).observe();
    assertThat(world.state("instance-1")).as("a person has to say").isEqualTo(CONTRADICTED);

    world.confirm("flow-2").observe();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.step("instance-1").replacedBy()).isEqualTo("flow-2");
  }

  @Test
  void theFirstInstanceIsStoppedBeforeItIsTerminated() {
    MigrationScenario world = KeepNameStage.MX_2.scenarioAfter();
    world.advanceClock(Duration.ofSeconds(300)).confirm("flow-2").observe();

    world.instance("i-1", "stopped").serverSilent(FIRST_ADDRESS).observe();

    assertThat(world.state("flow-2")).isEqualTo(IN_PROGRESS);
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.state("name-1")).isEqualTo(DONE);
  }

  @Test
  void theResetOfTheReverseNameTakesTime() {
    MigrationScenario world = KeepNameStage.FLOW_2.scenarioAfter();

    world.attribute(TARGET_ACCOUNT, FIRST_ADDRESS, "mail2.example.com", "PENDING").observe();

    assertThat(world.state("ptr-1")).isEqualTo(DONE);
    assertThat(world.state("ptr-1-reset")).isEqualTo(READY);
    assertThat(world.step("released-1").missingForAws()).containsExactly("ptr-1-reset");
  }

  /** Whoever gets the address next could send as the domain, or get its mail. */
  @Test
  void anAddressIsReleasedOnlyOnceNothingNamesIt() {
    MigrationScenario world =
        KeepNameStage.PTR_1_RESET.scenarioAfter().released(TARGET_ACCOUNT, FIRST_ADDRESS).observe();
    assertThat(world.state("released-1")).isEqualTo(IN_PROGRESS);

    world.spf(SECOND_ADDRESS).observe();
    assertThat(world.state("released-1")).as("its name leads there").isEqualTo(IN_PROGRESS);

    world.dns.all(MAIL2, 300);
    world.spf(FIRST_ADDRESS, SECOND_ADDRESS).observe();
    assertThat(world.state("released-1")).as("it may send").isEqualTo(IN_PROGRESS);

    world.spf(SECOND_ADDRESS).observe();
    assertThat(world.state("released-1")).isEqualTo(DONE);
  }

  /** The new TTL has come to one server only. */
  @Test
  void theTtlIsRaisedBitByBit() {
    MigrationScenario world = KeepNameStage.RELEASED_1.scenarioAfter();

    world.dns.at("ns1", MX, 3600, "10 mail.example.com");
    world.observe();

    assertThat(world.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(world.state("ttl-raised")).isEqualTo(READY);
  }

  @Test
  void theTtlIsRaisedTooEarly() {
    MigrationScenario world = KeepNameStage.A_1.scenarioAfter();

    world.dns.all(MAIL, 3600, OLD_ADDRESS);
    world.observe();

    assertThat(world.state("ttl-lowered")).isEqualTo(CONTRADICTED);
  }

  @Test
  void aMoveThatIsTakenBackKeepsTheOldServerLonger() {
    MigrationScenario world = KeepNameStage.FLOW_1.scenarioAfter();
    world.advanceClock(Duration.ofDays(1));
    world.dns.all(MX, 300, "10 mail.example.com");
    world.observe();
    assertThat(world.state("flow-1")).isEqualTo(CONTRADICTED);
    assertThat(world.runbookState().completion("flow-1").orElseThrow().undoneSince())
        .isEqualTo(world.now());

    world.advanceClock(Duration.ofDays(3));
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.observe().advanceClock(Duration.ofSeconds(300)).observe();
    assertThat(world.state("flow-1")).as("the old word is old").isEqualTo(NEEDS_CONFIRMATION);
    world.confirm("flow-1").observe();
    assertThat(world.state("flow-1")).isEqualTo(DONE);
    Instant again = world.now();

    Arrays.stream(KeepNameStage.values())
        .filter(deed -> deed.compareTo(KeepNameStage.FLOW_1) > 0 && deed != KeepNameStage.OLD_KEPT)
        .forEach(deed -> {
          deed.applyTo(world);
          world.observe();
        });
    assertThat(world.state("old-kept")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("old-kept").notBefore()).isEqualTo(again.plus(Duration.ofDays(5)));
  }

  @Test
  void aLimitThatIsSetAgainHoldsTheMove() {
    MigrationScenario world = KeepNameStage.SPF.scenarioAfter();

    world.advanceClock(Duration.ofMinutes(1)).attestSendLimit(AttestationState.REFUSED).observe();

    assertThat(world.state("send-limit")).isEqualTo(CONTRADICTED);
    assertThat(world.state("mx-1")).isEqualTo(WAITING);
  }

  /** The MX record gets a second server that has nothing to do with the move. */
  @Test
  void anotherMxRecordDoesNotBeginTheWaitAgain() {
    MigrationScenario world = KeepNameStage.OLD_KEPT.scenarioAfter();

    world.dns.all(MX, 3600, "10 mail.example.com", "90 backup.example.net");
    world.advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(world.runbook().isDone()).isTrue();
  }

  @Test
  void monthsLaterAllIsDoneStill() {
    MigrationScenario world = KeepNameStage.OLD_KEPT.scenarioAfter();

    world.advanceClock(Duration.ofDays(40)).observe().advanceClock(Duration.ofMinutes(1)).observe();

    assertThat(world.runbook().isDone()).isTrue();
  }
}
