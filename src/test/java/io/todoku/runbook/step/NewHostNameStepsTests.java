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

/** A host name that did not exist before, and names that resolve to more than the new address. */
class NewHostNameStepsTests {

  /** Resolvers that asked too early cache that the name does not exist. */
  @Test
  void theMxStepWaitsUntilTheNegativeTtlHasPassed() {
    MigrationScenario scenario = KeepNameStage.NAME_1.scenarioAfter();
    scenario.dns.publish(MAIL2, 300, FIRST_ADDRESS);
    scenario
        .reverse(FIRST_ADDRESS, "mail2.example.com")
        .spf(MigrationScenario.OLD_ADDRESS, FIRST_ADDRESS, MigrationScenario.SECOND_ADDRESS)
        .observe();

    assertThat(scenario.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.step("a-1").notBefore())
        .isEqualTo(scenario.now().plusSeconds(ScriptedNameServers.NEGATIVE_TTL));
    assertThat(scenario.state("ptr-1"))
        .as("AWS needs the record and not expired caches")
        .isEqualTo(DONE);
    assertThat(scenario.state("mx-1")).isEqualTo(WAITING);
    assertThat(scenario.step("mx-1").waitsFor()).containsExactly("a-1");

    scenario.advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE_TTL)).observe();
    assertThat(scenario.state("a-1")).isEqualTo(DONE);
    assertThat(scenario.state("mx-1")).isEqualTo(READY);
  }

  /** The negative TTL of another record type of the name shows for how long. */
  @Test
  void aNameThatExistedAtTheFirstObservationWaitsForTheNegativeTtlOfTheZone() {
    MigrationScenario scenario =
        MigrationScenario.newName()
            .attestSendLimit(AttestationState.GRANTED)
            .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1");
    scenario.dns.publish(MAIL2, 300, FIRST_ADDRESS);
    scenario.observe();
    assertThat(scenario.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.step("a-1").notBefore())
        .isEqualTo(scenario.now().plusSeconds(ScriptedNameServers.NEGATIVE_TTL));

    scenario.advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE_TTL)).observe();
    assertThat(scenario.state("a-1")).isEqualTo(DONE);
  }

  /** An MX record must not name an alias (RFC 2181 section 10.3), and AWS requires an A record. */
  @Test
  void anAliasDoesNotCountAsAnAddressRecord() {
    MigrationScenario scenario = KeepNameStage.NAME_1.scenarioAfter();
    Observed<DnsAnswer> alias =
        Observed.known(
            new DnsAnswer(
                Status.ANSWERED, List.of(FIRST_ADDRESS), List.of("ec2.example.net"), 300L));
    List.of("ns1", "ns2", "resolver")
        .forEach(server -> scenario.dns.setAnswer(server, MAIL2, alias));
    scenario.observe().advanceClock(Duration.ofMinutes(5)).observe();

    assertThat(scenario.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(scenario.step("a-1").outcomes().getFirst().result())
        .isEqualTo(CheckOutcome.CheckResult.NOT_YET);
    assertThat(scenario.state("ptr-1")).isEqualTo(WAITING);
  }

  /** Mail would still reach the old server over IPv6 once an MX record names the host again. */
  @Test
  void theOldServersIpv6AddressMustBeRemovedToo() {
    MigrationScenario scenario = MigrationScenario.keepName();
    scenario.dns.publish("mail.example.com AAAA", 300, "2001:db8::1");
    scenario.observe();
    for (KeepNameStage stage : KeepNameStage.values()) {
      if (stage.compareTo(KeepNameStage.OLD_REMOVED) <= 0) {
        stage.applyTo(scenario);
        scenario.observe();
      }
    }
    assertThat(scenario.state("old-removed")).isEqualTo(IN_PROGRESS);

    scenario.dns.publish("mail.example.com AAAA", 0);
    scenario.observe();
    assertThat(scenario.state("old-removed")).isEqualTo(DONE);

    scenario.dns.publish("mail.example.com AAAA", 300, "2001:db8::2");
    scenario.observe();
    assertThat(scenario.state("old-removed"))
        .as("a new IPv6 address does not matter")
        .isEqualTo(DONE);
  }
}
