package io.todoku.runbook;

import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MAIL2;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.TWO;
import static io.todoku.runbook.StepState.BLOCKED;
import static io.todoku.runbook.StepState.CONTRADICTED;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.IN_PROGRESS;
import static io.todoku.runbook.StepState.NEEDS_WORD;
import static io.todoku.runbook.StepState.READY;
import static io.todoku.runbook.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Attestation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is undone later, by mistake or by a later step on purpose. */
class UndoneTests {

  @Test
  void whatIsUndoneIsContradictedAndHoldsWhatComesAfter() {
    Scenery world = KeepName.SPF.reached();
    assertThat(world.state("mx-1")).isEqualTo(READY);
    Instant first = world.memory().done("a-1").orElseThrow().at();

    world.dns.all(MAIL2, 300);
    world.later(Duration.ofMinutes(1)).look();

    assertThat(world.state("a-1")).isEqualTo(CONTRADICTED);
    assertThat(world.step("a-1").done()).isNotNull();
    assertThat(world.state("ptr-1")).as("it holds still").isEqualTo(DONE);
    assertThat(world.state("mx-1")).as("mail would get lost").isEqualTo(WAITING);
    assertThat(world.step("mx-1").waitsFor()).containsExactly("a-1");
    assertThat(world.memory().done("a-1").orElseThrow().at()).isEqualTo(first);

    world.dns.all(MAIL2, 300, ONE);
    world.later(Duration.ofMinutes(1)).look();
    assertThat(world.state("a-1")).as("some know of no such name").isEqualTo(IN_PROGRESS);
    world.later(Duration.ofMinutes(1)).look();

    assertThat(world.state("a-1")).isEqualTo(DONE);
    assertThat(world.state("mx-1")).isEqualTo(READY);
    assertThat(world.memory().done("a-1").orElseThrow().at()).isEqualTo(world.now());
  }

  /** Whatever a later step rests on far back. */
  @Test
  void whatIsUndoneHoldsTheFarEnd() {
    Scenery world = KeepName.PTR_2.reached();
    assertThat(world.state("mx-2")).isEqualTo(READY);

    world.address(HERE, TWO, null).look();

    assertThat(world.state("instance-2")).isEqualTo(CONTRADICTED);
    assertThat(world.state("mx-2")).isEqualTo(WAITING);
    assertThat(world.step("mx-2").waitsFor()).contains("instance-2");
  }

  @ParameterizedTest
  @EnumSource(names = {"NAME_2", "A_2", "PTR_2"})
  void whileTheOldNameIsGoneNothingIsContradicted(KeepName until) {
    Scenery world = KeepName.FLOW_1.reached();
    for (KeepName deed : KeepName.values()) {
      if (deed.compareTo(KeepName.FLOW_1) > 0 && deed.compareTo(until) <= 0) {
        deed.in(world);
        world.look();
        assertThat(world.runbook().steps()).noneMatch(step -> step.state() == CONTRADICTED);
      }
    }
    assertThat(world.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(world.state("old-removed")).isEqualTo(DONE);
  }

  /** The second MX record first beside the first one, then alone; one server is behind. */
  @Test
  void theSwapContradictsNothing() {
    Scenery world = KeepName.PTR_2.reached();

    world.dns.at("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    assertThat(world.look().state("flow-1")).isEqualTo(DONE);
    assertThat(world.step("flow-1").replacedBy()).isEqualTo("mx-2");
    assertThat(world.state("mx-2")).isEqualTo(IN_PROGRESS);

    world.dns.at("ns2", MX, 300, "10 mail.example.com");
    assertThat(world.look().state("mx-1")).isEqualTo(DONE);
    assertThat(world.state("mx-2")).isEqualTo(IN_PROGRESS);

    world.dns.all(MX, 300, "10 mail.example.com");
    assertThat(world.look().state("mx-2")).isEqualTo(DONE);
    assertThat(world.state("flow-1")).isEqualTo(DONE);
  }

  @Test
  void anMxRecordThatGoesWithoutASecondIsContradicted() {
    Scenery world = KeepName.PTR_2.reached();

    world.dns.all(MX, 300);
    world.look();

    assertThat(world.state("mx-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("flow-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("mx-2")).isEqualTo(WAITING);
  }

  @Test
  void whetherTheSwapHasBegunMayBeUnknown() {
    Scenery world = KeepName.PTR_2.reached();

    world.dns.at("ns1", MX, 300, "10 mail.example.com");
    world.blind("ns2 " + MX).look();

    assertThat(world.state("flow-1")).isEqualTo(BLOCKED);
    assertThat(world.step("mx-2").waitsFor()).contains("flow-1");
  }

  /** Others may still bring mail to it. */
  @Test
  void theFirstInstanceMayNotEndBeforeTheCachesForget() {
    Scenery world = KeepName.MX_2.reached();

    world.address(HERE, ONE, null).serverSilent(ONE).later(Duration.ofSeconds(299)).look();
    assertThat(world.state("instance-1")).isEqualTo(CONTRADICTED);
    assertThat(world.state("flow-2")).isEqualTo(WAITING);

    world.later(Duration.ofSeconds(60)).look();
    assertThat(world.state("instance-1")).as("a person has to say").isEqualTo(CONTRADICTED);

    world.says("flow-2").look();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.step("instance-1").replacedBy()).isEqualTo("flow-2");
  }

  @Test
  void theFirstInstanceIsStoppedBeforeItIsTerminated() {
    Scenery world = KeepName.MX_2.reached();
    world.later(Duration.ofSeconds(300)).says("flow-2").look();

    world.instance("i-1", "stopped").serverSilent(ONE).look();

    assertThat(world.state("flow-2")).isEqualTo(IN_PROGRESS);
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.state("name-1")).isEqualTo(DONE);
  }

  @Test
  void theResetOfTheReverseNameTakesTime() {
    Scenery world = KeepName.FLOW_2.reached();

    world.attribute(HERE, ONE, "mail2.example.com", "PENDING").look();

    assertThat(world.state("ptr-1")).isEqualTo(DONE);
    assertThat(world.state("ptr-1-reset")).isEqualTo(READY);
    assertThat(world.step("released-1").barred()).containsExactly("ptr-1-reset");
  }

  /** Whoever gets the address next could send as the domain, or get its mail. */
  @Test
  void anAddressIsReleasedOnlyOnceNothingNamesIt() {
    Scenery world = KeepName.PTR_1_RESET.reached().released(HERE, ONE).look();
    assertThat(world.state("released-1")).isEqualTo(IN_PROGRESS);

    world.spf(TWO).look();
    assertThat(world.state("released-1")).as("its name leads there").isEqualTo(IN_PROGRESS);

    world.dns.all(MAIL2, 300);
    world.spf(ONE, TWO).look();
    assertThat(world.state("released-1")).as("it may send").isEqualTo(IN_PROGRESS);

    world.spf(TWO).look();
    assertThat(world.state("released-1")).isEqualTo(DONE);
  }

  /** The new TTL has come to one server only. */
  @Test
  void theTtlIsRaisedBitByBit() {
    Scenery world = KeepName.RELEASED_1.reached();

    world.dns.at("ns1", MX, 3600, "10 mail.example.com");
    world.look();

    assertThat(world.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(world.state("ttl-raised")).isEqualTo(READY);
  }

  @Test
  void theTtlIsRaisedTooEarly() {
    Scenery world = KeepName.A_1.reached();

    world.dns.all(MAIL, 3600, OLD);
    world.look();

    assertThat(world.state("ttl-lowered")).isEqualTo(CONTRADICTED);
  }

  @Test
  void aMoveThatIsTakenBackKeepsTheOldServerLonger() {
    Scenery world = KeepName.FLOW_1.reached();
    world.later(Duration.ofDays(1));
    world.dns.all(MX, 300, "10 mail.example.com");
    world.look();
    assertThat(world.state("flow-1")).isEqualTo(CONTRADICTED);
    assertThat(world.memory().done("flow-1").orElseThrow().undone()).isEqualTo(world.now());

    world.later(Duration.ofDays(3));
    world.dns.all(MX, 300, "20 mail2.example.com");
    world.look().later(Duration.ofSeconds(300)).look();
    assertThat(world.state("flow-1")).as("the old word is old").isEqualTo(NEEDS_WORD);
    world.says("flow-1").look();
    assertThat(world.state("flow-1")).isEqualTo(DONE);
    Instant again = world.now();

    Arrays.stream(KeepName.values())
        .filter(deed -> deed.compareTo(KeepName.FLOW_1) > 0 && deed != KeepName.OLD_KEPT)
        .forEach(deed -> {
          deed.in(world);
          world.look();
        });
    assertThat(world.state("old-kept")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("old-kept").notBefore()).isEqualTo(again.plus(Duration.ofDays(5)));
  }

  @Test
  void aLimitThatIsSetAgainHoldsTheMove() {
    Scenery world = KeepName.SPF.reached();

    world.later(Duration.ofMinutes(1)).limit(State.REFUSED).look();

    assertThat(world.state("send-limit")).isEqualTo(CONTRADICTED);
    assertThat(world.state("mx-1")).isEqualTo(WAITING);
  }

  /** The MX record gets a second server that has nothing to do with the move. */
  @Test
  void anotherMxRecordDoesNotBeginTheWaitAgain() {
    Scenery world = KeepName.OLD_KEPT.reached();

    world.dns.all(MX, 3600, "10 mail.example.com", "90 backup.example.net");
    world.later(Duration.ofMinutes(1)).look();

    assertThat(world.runbook().isDone()).isTrue();
  }

  @Test
  void monthsLaterAllIsDoneStill() {
    Scenery world = KeepName.OLD_KEPT.reached();

    world.later(Duration.ofDays(40)).look().later(Duration.ofMinutes(1)).look();

    assertThat(world.runbook().isDone()).isTrue();
  }
}
