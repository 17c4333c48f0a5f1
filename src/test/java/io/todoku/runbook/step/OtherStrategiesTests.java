package io.todoku.runbook.step;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SOURCE_ACCOUNT;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;
import static io.todoku.runbook.step.StepState.BLOCKED;
import static io.todoku.runbook.step.StepState.CONTRADICTED;
import static io.todoku.runbook.step.StepState.DONE;
import static io.todoku.runbook.step.StepState.IN_PROGRESS;
import static io.todoku.runbook.step.StepState.NEEDS_CONFIRMATION;
import static io.todoku.runbook.step.StepState.READY;
import static io.todoku.runbook.step.StepState.WAITING;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.Attestation.AttestationState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The strategies of a new host name and of the same address in another instance or account. */
class OtherStrategiesTests {

  private static MigrationScenario sameAddress(@Nullable String account) {
    MigrationScenario scenario =
        new MigrationScenario(
            new Plan(
                "",
                MigrationStrategy.SAME_ADDRESS,
                "example.com",
                List.of("s1"),
                new Plan.OldServer(
                    "mail.example.com", OLD_ADDRESS, account, account == null ? null : REGION),
                new Plan.TargetAccount(TARGET_ACCOUNT, REGION),
                null,
                null));
    scenario.dns.publish(MX, 3600, "10 mail.example.com");
    scenario.dns.publish(MAIL, 3600, OLD_ADDRESS);
    scenario.dns.publish(MigrationScenario.ptr(OLD_ADDRESS), 3600, "mail.example.com");
    return scenario
        .server(OLD_ADDRESS, "mail.example.com")
        .attestSendLimit(AttestationState.GRANTED);
  }

  @Test
  void theNewNameStrategyIsDoneStepByStep() {
    MigrationScenario scenario =
        MigrationScenario.newName().attestSendLimit(AttestationState.GRANTED).observe();
    assertThat(scenario.state("ttl-lowered")).isEqualTo(READY);
    scenario.dns.publish(MX, 300, "10 mail.example.com");
    scenario.observe().advanceClock(Duration.ofHours(1));
    scenario
        .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .server(FIRST_ADDRESS, "mail2.example.com")
        .reverse(FIRST_ADDRESS, "mail2.example.com")
        .spf(OLD_ADDRESS, FIRST_ADDRESS)
        .dns
        .publish(MAIL2, 300, FIRST_ADDRESS);
    assertThat(scenario.observe().state("a-1")).isEqualTo(IN_PROGRESS);
    scenario.advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE_TTL)).observe();
    assertThat(scenario.state("mx-1")).isEqualTo(READY);
    assertThat(scenario.state("ptr-1")).isEqualTo(DONE);

    scenario.dns.publish(MX, 300, "10 mail2.example.com");
    assertThat(scenario.observe().state("mx-1")).isEqualTo(DONE);
    assertThat(scenario.state("flow-1")).isEqualTo(IN_PROGRESS);
    scenario.advanceClock(Duration.ofMinutes(5)).observe();
    assertThat(scenario.state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.confirm("flow-1").observe().state("flow-1")).isEqualTo(DONE);

    scenario.dns.publish(MAIL, 0);
    scenario.dns.publish(MigrationScenario.ptr(OLD_ADDRESS), 0);
    scenario.dns.publish(MX, 3600, "10 mail2.example.com");
    scenario.spf(FIRST_ADDRESS).observe();
    assertThat(scenario.state("old-removed")).isEqualTo(DONE);
    assertThat(scenario.state("ttl-raised")).isEqualTo(DONE);
    assertThat(scenario.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(scenario.state("spf-covers")).isEqualTo(DONE);
    assertThat(scenario.state("old-kept")).isEqualTo(IN_PROGRESS);

    scenario.advanceClock(Duration.ofDays(5)).observe();
    assertThat(scenario.state("old-kept")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.confirm("old-kept").observe().runbook().isDone()).isTrue();
  }

  /** The old instance looks like the new one, so its observation alone shows nothing. */
  @Test
  void theSameAddressMovesToAnotherInstanceStepByStep() {
    MigrationScenario scenario =
        sameAddress(TARGET_ACCOUNT).elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, "i-old");
    scenario.reverseDnsAttribute(TARGET_ACCOUNT, OLD_ADDRESS, "mail.example.com", null).observe();
    assertThat(scenario.state("drained")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.state("instance-1")).isEqualTo(WAITING);

    scenario.confirm("drained").observe();
    assertThat(scenario.state("instance-1"))
        .as("one instance alone shows no move")
        .isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.state("name-1")).isEqualTo(WAITING);
    assertThat(scenario.state("tried")).isEqualTo(WAITING);

    scenario.elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null).serverTimesOut(OLD_ADDRESS).observe();
    assertThat(scenario.state("instance-1")).isEqualTo(READY);

    scenario
        .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, "i-new")
        .server(OLD_ADDRESS, "localhost")
        .advanceClock(Duration.ofMinutes(1))
        .observe();
    assertThat(scenario.state("instance-1")).isEqualTo(DONE);
    assertThat(scenario.state("name-1")).isEqualTo(READY);
    assertThat(scenario.state("a-1")).isEqualTo(DONE);
    assertThat(scenario.state("ptr-1")).isEqualTo(DONE);

    scenario
        .confirm("tried")
        .advanceClock(Duration.ofMinutes(1))
        .server(OLD_ADDRESS, "mail.example.com")
        .observe();
    assertThat(scenario.state("relay-1")).isEqualTo(DONE);
    scenario.observe();
    assertThat(scenario.state("tried"))
        .as("confirmed before the server had its name")
        .isEqualTo(NEEDS_CONFIRMATION);
    assertThat(scenario.confirm("tried").observe().runbook().isDone()).isTrue();

    scenario.elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    assertThat(scenario.state("instance-1")).isEqualTo(CONTRADICTED);
  }

  @Test
  void whenTheFirstInstanceWasNeverObservedAPersonMustConfirm() {
    MigrationScenario scenario = sameAddress(null).elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, "i-new");
    scenario
        .reverseDnsAttribute(TARGET_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .confirm("drained")
        .observe()
        .observe();
    assertThat(scenario.state("instance-1")).isEqualTo(NEEDS_CONFIRMATION);

    scenario.confirm("instance-1").observe();
    assertThat(scenario.state("instance-1")).isEqualTo(DONE);
  }

  @Test
  void whenAddressesAreDeniedTheInstanceStepIsBlocked() {
    MigrationScenario scenario =
        sameAddress(TARGET_ACCOUNT)
            .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, "i-old")
            .confirm("drained")
            .observe();

    scenario
        .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, "i-new")
        .makeUnknown("api ec2:DescribeAddresses")
        .observe();
    assertThat(scenario.state("instance-1")).isEqualTo(BLOCKED);
    assertThat(scenario.makeAllKnown().observe().state("instance-1")).isEqualTo(DONE);
  }

  @Test
  void theSameAddressMovesToAnotherAccountStepByStep() {
    MigrationScenario scenario =
        sameAddress(SOURCE_ACCOUNT).elasticIp(SOURCE_ACCOUNT, OLD_ADDRESS, "i-old");
    scenario
        .reverseDnsAttribute(SOURCE_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .confirm("drained")
        .observe();
    assertThat(scenario.state("ptr-removed")).isEqualTo(READY);
    assertThat(scenario.override("transfer").observe().state("transfer")).isEqualTo(WAITING);
    assertThat(scenario.step("transfer").missingForAws()).containsExactly("ptr-removed");

    scenario.reverseDnsAttribute(SOURCE_ACCOUNT, OLD_ADDRESS, null, null).observe();
    assertThat(scenario.state("ptr-removed")).isEqualTo(DONE);
    assertThat(scenario.state("transfer")).isEqualTo(READY);

    scenario.releaseElasticIp(SOURCE_ACCOUNT, OLD_ADDRESS).observe();
    assertThat(scenario.state("transfer")).isEqualTo(IN_PROGRESS);
    scenario.elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    assertThat(scenario.state("transfer")).isEqualTo(DONE);
    assertThat(scenario.state("instance-1")).isEqualTo(READY);

    scenario
        .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, "i-new")
        .reverseDnsAttribute(TARGET_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .advanceClock(Duration.ofMinutes(1))
        .observe();
    assertThat(scenario.state("instance-1")).isEqualTo(DONE);
    assertThat(scenario.state("ptr-removed")).isEqualTo(DONE);
    assertThat(scenario.state("ptr-1")).isEqualTo(DONE);
    assertThat(scenario.confirm("tried").observe().runbook().isDone()).isTrue();
  }

  /** An address that is in neither account has no reverse DNS attribute there. */
  @Test
  void anAddressInNeitherAccountShowsNoRemovedReverseDns() {
    MigrationScenario scenario = sameAddress(SOURCE_ACCOUNT).confirm("drained").observe();

    assertThat(scenario.state("ptr-removed")).isEqualTo(READY);
    assertThat(scenario.state("transfer")).isEqualTo(WAITING);
  }

  /** AWS refuses to transfer an address that has a reverse DNS name. */
  @Test
  void anAddressTransferredBeforeTheFirstObservationIsDone() {
    MigrationScenario scenario =
        sameAddress(SOURCE_ACCOUNT)
            .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null)
            .confirm("drained")
            .observe();

    assertThat(scenario.state("ptr-removed")).isEqualTo(DONE);
    assertThat(scenario.state("transfer")).isEqualTo(DONE);
  }

  @Test
  void whenTheOtherAccountIsDeniedItsStepsAreBlocked() {
    MigrationScenario scenario =
        sameAddress(SOURCE_ACCOUNT).elasticIp(SOURCE_ACCOUNT, OLD_ADDRESS, "i-old");
    scenario
        .reverseDnsAttribute(SOURCE_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .confirm("drained")
        .observe();

    scenario
        .reverseDnsAttribute(SOURCE_ACCOUNT, OLD_ADDRESS, null, null)
        .makeUnknown("api ec2:DescribeAddressesAttribute")
        .observe();
    assertThat(scenario.state("ptr-removed")).isEqualTo(BLOCKED);
    scenario.makeAllKnown().observe();

    scenario
        .releaseElasticIp(SOURCE_ACCOUNT, OLD_ADDRESS)
        .elasticIp(TARGET_ACCOUNT, OLD_ADDRESS, null);
    scenario.makeUnknown("api ec2:DescribeAddresses").observe();
    assertThat(scenario.state("transfer")).isEqualTo(WAITING);
    assertThat(scenario.state("send-limit")).isEqualTo(BLOCKED);
    assertThat(scenario.runbook().isUnknown()).isTrue();
  }
}
