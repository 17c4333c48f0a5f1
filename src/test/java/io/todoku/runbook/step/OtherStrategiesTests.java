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

/** A new name; the address to another instance; the address to another account. */
class OtherStrategiesTests {

  private static MigrationScenario sameAddress(@Nullable String account) {
    MigrationScenario world =
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
    world.dns.all(MX, 3600, "10 mail.example.com");
    world.dns.all(MAIL, 3600, OLD_ADDRESS);
    world.dns.all(MigrationScenario.ptr(OLD_ADDRESS), 3600, "mail.example.com");
    return world.server(OLD_ADDRESS, "mail.example.com").attestSendLimit(AttestationState.GRANTED);
  }

  @Test
  void aNewName() {
    MigrationScenario world =
        MigrationScenario.newName().attestSendLimit(AttestationState.GRANTED).observe();
    assertThat(world.state("ttl-lowered")).isEqualTo(READY);
    world.dns.all(MX, 300, "10 mail.example.com");
    world.observe().advanceClock(Duration.ofHours(1));
    world
        .address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
        .server(FIRST_ADDRESS, "mail2.example.com")
        .reverse(FIRST_ADDRESS, "mail2.example.com")
        .spf(OLD_ADDRESS, FIRST_ADDRESS)
        .dns
        .all(MAIL2, 300, FIRST_ADDRESS);
    assertThat(world.observe().state("a-1")).isEqualTo(IN_PROGRESS);
    world.advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE)).observe();
    assertThat(world.state("mx-1")).isEqualTo(READY);
    assertThat(world.state("ptr-1")).isEqualTo(DONE);

    world.dns.all(MX, 300, "10 mail2.example.com");
    assertThat(world.observe().state("mx-1")).isEqualTo(DONE);
    assertThat(world.state("flow-1")).isEqualTo(IN_PROGRESS);
    world.advanceClock(Duration.ofMinutes(5)).observe();
    assertThat(world.state("flow-1")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.confirm("flow-1").observe().state("flow-1")).isEqualTo(DONE);

    world.dns.all(MAIL, 0);
    world.dns.all(MigrationScenario.ptr(OLD_ADDRESS), 0);
    world.dns.all(MX, 3600, "10 mail2.example.com");
    world.spf(FIRST_ADDRESS).observe();
    assertThat(world.state("old-removed")).isEqualTo(DONE);
    assertThat(world.state("ttl-raised")).isEqualTo(DONE);
    assertThat(world.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(world.state("spf-covers")).isEqualTo(DONE);
    assertThat(world.state("old-kept")).isEqualTo(IN_PROGRESS);

    world.advanceClock(Duration.ofDays(5)).observe();
    assertThat(world.state("old-kept")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.confirm("old-kept").observe().runbook().isDone()).isTrue();
  }

  /** The old instance looks as the new one will: that shows nothing. */
  @Test
  void theAddressToAnotherInstance() {
    MigrationScenario world =
        sameAddress(TARGET_ACCOUNT).address(TARGET_ACCOUNT, OLD_ADDRESS, "i-old");
    world.attribute(TARGET_ACCOUNT, OLD_ADDRESS, "mail.example.com", null).observe();
    assertThat(world.state("drained")).isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.state("instance-1")).isEqualTo(WAITING);

    world.confirm("drained").observe();
    assertThat(world.state("instance-1")).as("only a person knows").isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.state("name-1")).isEqualTo(WAITING);
    assertThat(world.state("tried")).isEqualTo(WAITING);

    world.address(TARGET_ACCOUNT, OLD_ADDRESS, null).serverSilent(OLD_ADDRESS).observe();
    assertThat(world.state("instance-1")).isEqualTo(READY);

    world
        .address(TARGET_ACCOUNT, OLD_ADDRESS, "i-new")
        .server(OLD_ADDRESS, "localhost")
        .advanceClock(Duration.ofMinutes(1))
        .observe();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.state("name-1")).isEqualTo(READY);
    assertThat(world.state("a-1")).isEqualTo(DONE);
    assertThat(world.state("ptr-1")).isEqualTo(DONE);

    world
        .confirm("tried")
        .advanceClock(Duration.ofMinutes(1))
        .server(OLD_ADDRESS, "mail.example.com")
        .observe();
    assertThat(world.state("relay-1")).isEqualTo(DONE);
    world.observe();
    assertThat(world.state("tried"))
        .as("that was before it had its name")
        .isEqualTo(NEEDS_CONFIRMATION);
    assertThat(world.confirm("tried").observe().runbook().isDone()).isTrue();

    world.address(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    assertThat(world.state("instance-1")).isEqualTo(CONTRADICTED);
  }

  @Test
  void whereTheFirstInstanceWasNeverSeenAPersonSaysThatItIsAnother() {
    MigrationScenario world = sameAddress(null).address(TARGET_ACCOUNT, OLD_ADDRESS, "i-new");
    world
        .attribute(TARGET_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .confirm("drained")
        .observe()
        .observe();
    assertThat(world.state("instance-1")).isEqualTo(NEEDS_CONFIRMATION);

    world.confirm("instance-1").observe();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
  }

  @Test
  void whereTheAddressIsCannotBeSeen() {
    MigrationScenario world =
        sameAddress(TARGET_ACCOUNT)
            .address(TARGET_ACCOUNT, OLD_ADDRESS, "i-old")
            .confirm("drained")
            .observe();

    world
        .address(TARGET_ACCOUNT, OLD_ADDRESS, "i-new")
        .makeUnknown("api ec2:DescribeAddresses")
        .observe();
    assertThat(world.state("instance-1")).isEqualTo(BLOCKED);
    assertThat(world.makeAllKnown().observe().state("instance-1")).isEqualTo(DONE);
  }

  @Test
  void theAddressToAnotherAccount() {
    MigrationScenario world =
        sameAddress(SOURCE_ACCOUNT).address(SOURCE_ACCOUNT, OLD_ADDRESS, "i-old");
    world
        .attribute(SOURCE_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .confirm("drained")
        .observe();
    assertThat(world.state("ptr-removed")).isEqualTo(READY);
    assertThat(world.override("transfer").observe().state("transfer")).isEqualTo(WAITING);
    assertThat(world.step("transfer").missingForAws()).containsExactly("ptr-removed");

    world.attribute(SOURCE_ACCOUNT, OLD_ADDRESS, null, null).observe();
    assertThat(world.state("ptr-removed")).isEqualTo(DONE);
    assertThat(world.state("transfer")).isEqualTo(READY);

    world.released(SOURCE_ACCOUNT, OLD_ADDRESS).observe();
    assertThat(world.state("transfer")).isEqualTo(IN_PROGRESS);
    world.address(TARGET_ACCOUNT, OLD_ADDRESS, null).observe();
    assertThat(world.state("transfer")).isEqualTo(DONE);
    assertThat(world.state("instance-1")).isEqualTo(READY);

    world
        .address(TARGET_ACCOUNT, OLD_ADDRESS, "i-new")
        .attribute(TARGET_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .advanceClock(Duration.ofMinutes(1))
        .observe();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.state("ptr-removed")).isEqualTo(DONE);
    assertThat(world.state("ptr-1")).isEqualTo(DONE);
    assertThat(world.confirm("tried").observe().runbook().isDone()).isTrue();
  }

  /** Nothing is seen of a reverse name there, as nothing is of the address. */
  @Test
  void theAddressIsNotWhereThePlanSays() {
    MigrationScenario world = sameAddress(SOURCE_ACCOUNT).confirm("drained").observe();

    assertThat(world.state("ptr-removed")).isEqualTo(READY);
    assertThat(world.state("transfer")).isEqualTo(WAITING);
  }

  /** AWS transfers none that has a reverse name. */
  @Test
  void theAddressWasTransferredBeforeTheFirstLook() {
    MigrationScenario world =
        sameAddress(SOURCE_ACCOUNT)
            .address(TARGET_ACCOUNT, OLD_ADDRESS, null)
            .confirm("drained")
            .observe();

    assertThat(world.state("ptr-removed")).isEqualTo(DONE);
    assertThat(world.state("transfer")).isEqualTo(DONE);
  }

  @Test
  void theOtherAccountCannotBeSeen() {
    MigrationScenario world =
        sameAddress(SOURCE_ACCOUNT).address(SOURCE_ACCOUNT, OLD_ADDRESS, "i-old");
    world
        .attribute(SOURCE_ACCOUNT, OLD_ADDRESS, "mail.example.com", null)
        .confirm("drained")
        .observe();

    world
        .attribute(SOURCE_ACCOUNT, OLD_ADDRESS, null, null)
        .makeUnknown("api ec2:DescribeAddressesAttribute")
        .observe();
    assertThat(world.state("ptr-removed")).isEqualTo(BLOCKED);
    world.makeAllKnown().observe();

    world.released(SOURCE_ACCOUNT, OLD_ADDRESS).address(TARGET_ACCOUNT, OLD_ADDRESS, null);
    world.makeUnknown("api ec2:DescribeAddresses").observe();
    assertThat(world.state("transfer")).isEqualTo(WAITING);
    assertThat(world.state("send-limit")).isEqualTo(BLOCKED);
    assertThat(world.runbook().isUnknown()).isTrue();
  }
}
