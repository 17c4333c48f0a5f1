package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.IN_PROGRESS;
import static io.todoku.runbook.step.StepState.READY;
import static io.todoku.runbook.step.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.KeepNameStage;
import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A name that was not there before, and what else a name may lead to than the new address. */
class NewHostNameStepsTests {

  /** Whoever asked too early believes for so long that there is no such name. */
  @Test
  void theMxRecordWaitsUntilNobodyTakesTheNameForMissing() {
    MigrationScenario world = KeepNameStage.NAME_1.scenarioAfter();
    world.dns.all(MAIL2, 300, FIRST_ADDRESS);
    world
        .reverse(FIRST_ADDRESS, "mail2.example.com")
        .spf(MigrationScenario.OLD_ADDRESS, FIRST_ADDRESS, MigrationScenario.SECOND_ADDRESS)
        .observe();

    assertThat(world.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("a-1").notBefore())
        .isEqualTo(world.now().plusSeconds(ScriptedNameServers.NEGATIVE));
    assertThat(world.state("ptr-1")).as("AWS asks for the record").isEqualTo(DONE);
    assertThat(world.state("mx-1")).isEqualTo(WAITING);
    assertThat(world.step("mx-1").waitsFor()).containsExactly("a-1");

    world.advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE)).observe();
    assertThat(world.state("a-1")).isEqualTo(DONE);
    assertThat(world.state("mx-1")).isEqualTo(READY);
  }

  /** The zone says for how long, by what else it does not have at that name. */
  @Test
  void aNameThatWasThereAtTheFirstLookIsWaitedForAsLongAsTheZoneSays() {
    MigrationScenario world =
        MigrationScenario.newName()
            .attestSendLimit(AttestationState.GRANTED)
            .address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1");
    world.dns.all(MAIL2, 300, FIRST_ADDRESS);
    world.observe();
    assertThat(world.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("a-1").notBefore())
        .isEqualTo(world.now().plusSeconds(ScriptedNameServers.NEGATIVE));

    world.advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE)).observe();
    assertThat(world.state("a-1")).isEqualTo(DONE);
  }

  /** No MX record may name an alias (RFC 2181 section 10.3), and AWS wants an A record. */
  @Test
  void anAliasIsNoAddressRecord() {
    MigrationScenario world = KeepNameStage.NAME_1.scenarioAfter();
    Observed<DnsAnswer> alias =
        Observed.known(
            new DnsAnswer(
                Status.ANSWERED, List.of(FIRST_ADDRESS), List.of("ec2.example.net"), 300L));
    List.of("ns1", "ns2", "resolver").forEach(server -> world.dns.says(server, MAIL2, alias));
    world.observe().advanceClock(Duration.ofMinutes(5)).observe();

    assertThat(world.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("a-1").outcomes().getFirst().result())
        .isEqualTo(CheckOutcome.CheckResult.NOT_YET);
    assertThat(world.state("ptr-1")).isEqualTo(WAITING);
  }

  /** Mail would go on to the old server by IPv6 once the name is in the MX again. */
  @Test
  void theOldServersOtherAddressGoesToo() {
    MigrationScenario world = MigrationScenario.keepName();
    world.dns.all("mail.example.com AAAA", 300, "2001:db8::1");
    world.observe();
    for (KeepNameStage deed : KeepNameStage.values()) {
      if (deed.compareTo(KeepNameStage.OLD_REMOVED) <= 0) {
        deed.applyTo(world);
        world.observe();
      }
    }
    assertThat(world.state("old-removed")).isEqualTo(IN_PROGRESS);

    world.dns.all("mail.example.com AAAA", 0);
    world.observe();
    assertThat(world.state("old-removed")).isEqualTo(DONE);

    world.dns.all("mail.example.com AAAA", 300, "2001:db8::2");
    world.observe();
    assertThat(world.state("old-removed")).as("the new server may have one").isEqualTo(DONE);
  }
}
