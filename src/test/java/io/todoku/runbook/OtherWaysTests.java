package io.todoku.runbook;

import static io.todoku.rule.World.REGION;
import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MAIL2;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.THERE;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A new name; the address to another instance; the address to another account. */
class OtherWaysTests {

  private static Scenery sameAddress(@Nullable String account) {
    Scenery world =
        new Scenery(
            new Plan(
                "",
                Way.SAME_ADDRESS,
                "example.com",
                List.of("s1"),
                new Plan.Old("mail.example.com", OLD, account, account == null ? null : REGION),
                new Plan.Target(HERE, REGION),
                null,
                null));
    world.dns.all(MX, 3600, "10 mail.example.com");
    world.dns.all(MAIL, 3600, OLD);
    world.dns.all(Scenery.ptr(OLD), 3600, "mail.example.com");
    return world.server(OLD, "mail.example.com").limit(State.GRANTED);
  }

  @Test
  void aNewName() {
    Scenery world = Scenery.newName().limit(State.GRANTED).look();
    assertThat(world.state("ttl-lowered")).isEqualTo(READY);
    world.dns.all(MX, 300, "10 mail.example.com");
    world.look().later(Duration.ofHours(1));
    world
        .address(HERE, ONE, "i-1")
        .server(ONE, "mail2.example.com")
        .reverse(ONE, "mail2.example.com")
        .spf(OLD, ONE)
        .dns
        .all(MAIL2, 300, ONE);
    assertThat(world.look().state("a-1")).isEqualTo(IN_PROGRESS);
    world.later(Duration.ofSeconds(Places.NEGATIVE)).look();
    assertThat(world.state("mx-1")).isEqualTo(READY);
    assertThat(world.state("ptr-1")).isEqualTo(DONE);

    world.dns.all(MX, 300, "10 mail2.example.com");
    assertThat(world.look().state("mx-1")).isEqualTo(DONE);
    assertThat(world.state("flow-1")).isEqualTo(IN_PROGRESS);
    world.later(Duration.ofMinutes(5)).look();
    assertThat(world.state("flow-1")).isEqualTo(NEEDS_WORD);
    assertThat(world.says("flow-1").look().state("flow-1")).isEqualTo(DONE);

    world.dns.all(MAIL, 0);
    world.dns.all(Scenery.ptr(OLD), 0);
    world.dns.all(MX, 3600, "10 mail2.example.com");
    world.spf(ONE).look();
    assertThat(world.state("old-removed")).isEqualTo(DONE);
    assertThat(world.state("ttl-raised")).isEqualTo(DONE);
    assertThat(world.state("ttl-lowered")).isEqualTo(DONE);
    assertThat(world.state("spf-covers")).isEqualTo(DONE);
    assertThat(world.state("old-kept")).isEqualTo(IN_PROGRESS);

    world.later(Duration.ofDays(5)).look();
    assertThat(world.state("old-kept")).isEqualTo(NEEDS_WORD);
    assertThat(world.says("old-kept").look().runbook().isDone()).isTrue();
  }

  /** The old instance looks as the new one will: that shows nothing. */
  @Test
  void theAddressToAnotherInstance() {
    Scenery world = sameAddress(HERE).address(HERE, OLD, "i-old");
    world.attribute(HERE, OLD, "mail.example.com", null).look();
    assertThat(world.state("drained")).isEqualTo(NEEDS_WORD);
    assertThat(world.state("instance-1")).isEqualTo(WAITING);

    world.says("drained").look();
    assertThat(world.state("instance-1")).as("only a person knows").isEqualTo(NEEDS_WORD);
    assertThat(world.state("name-1")).isEqualTo(WAITING);
    assertThat(world.state("tried")).isEqualTo(WAITING);

    world.address(HERE, OLD, null).serverSilent(OLD).look();
    assertThat(world.state("instance-1")).isEqualTo(READY);

    world.address(HERE, OLD, "i-new").server(OLD, "localhost").later(Duration.ofMinutes(1)).look();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.state("name-1")).isEqualTo(READY);
    assertThat(world.state("a-1")).isEqualTo(DONE);
    assertThat(world.state("ptr-1")).isEqualTo(DONE);

    world.says("tried").later(Duration.ofMinutes(1)).server(OLD, "mail.example.com").look();
    assertThat(world.state("relay-1")).isEqualTo(DONE);
    world.look();
    assertThat(world.state("tried")).as("that was before it had its name").isEqualTo(NEEDS_WORD);
    assertThat(world.says("tried").look().runbook().isDone()).isTrue();

    world.address(HERE, OLD, null).look();
    assertThat(world.state("instance-1")).isEqualTo(CONTRADICTED);
  }

  @Test
  void whereTheFirstInstanceWasNeverSeenAPersonSaysThatItIsAnother() {
    Scenery world = sameAddress(null).address(HERE, OLD, "i-new");
    world.attribute(HERE, OLD, "mail.example.com", null).says("drained").look().look();
    assertThat(world.state("instance-1")).isEqualTo(NEEDS_WORD);

    world.says("instance-1").look();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
  }

  @Test
  void whereTheAddressIsCannotBeSeen() {
    Scenery world = sameAddress(HERE).address(HERE, OLD, "i-old").says("drained").look();

    world.address(HERE, OLD, "i-new").blind("api ec2:DescribeAddresses").look();
    assertThat(world.state("instance-1")).isEqualTo(BLOCKED);
    assertThat(world.seeing().look().state("instance-1")).isEqualTo(DONE);
  }

  @Test
  void theAddressToAnotherAccount() {
    Scenery world = sameAddress(THERE).address(THERE, OLD, "i-old");
    world.attribute(THERE, OLD, "mail.example.com", null).says("drained").look();
    assertThat(world.state("ptr-removed")).isEqualTo(READY);
    assertThat(world.overrides("transfer").look().state("transfer")).isEqualTo(WAITING);
    assertThat(world.step("transfer").barred()).containsExactly("ptr-removed");

    world.attribute(THERE, OLD, null, null).look();
    assertThat(world.state("ptr-removed")).isEqualTo(DONE);
    assertThat(world.state("transfer")).isEqualTo(READY);

    world.released(THERE, OLD).look();
    assertThat(world.state("transfer")).isEqualTo(IN_PROGRESS);
    world.address(HERE, OLD, null).look();
    assertThat(world.state("transfer")).isEqualTo(DONE);
    assertThat(world.state("instance-1")).isEqualTo(READY);

    world
        .address(HERE, OLD, "i-new")
        .attribute(HERE, OLD, "mail.example.com", null)
        .later(Duration.ofMinutes(1))
        .look();
    assertThat(world.state("instance-1")).isEqualTo(DONE);
    assertThat(world.state("ptr-removed")).isEqualTo(DONE);
    assertThat(world.state("ptr-1")).isEqualTo(DONE);
    assertThat(world.says("tried").look().runbook().isDone()).isTrue();
  }

  /** Nothing is seen of a reverse name there, as nothing is of the address. */
  @Test
  void theAddressIsNotWhereThePlanSays() {
    Scenery world = sameAddress(THERE).says("drained").look();

    assertThat(world.state("ptr-removed")).isEqualTo(READY);
    assertThat(world.state("transfer")).isEqualTo(WAITING);
  }

  /** AWS transfers none that has a reverse name. */
  @Test
  void theAddressWasTransferredBeforeTheFirstLook() {
    Scenery world = sameAddress(THERE).address(HERE, OLD, null).says("drained").look();

    assertThat(world.state("ptr-removed")).isEqualTo(DONE);
    assertThat(world.state("transfer")).isEqualTo(DONE);
  }

  @Test
  void theOtherAccountCannotBeSeen() {
    Scenery world = sameAddress(THERE).address(THERE, OLD, "i-old");
    world.attribute(THERE, OLD, "mail.example.com", null).says("drained").look();

    world.attribute(THERE, OLD, null, null).blind("api ec2:DescribeAddressesAttribute").look();
    assertThat(world.state("ptr-removed")).isEqualTo(BLOCKED);
    world.seeing().look();

    world.released(THERE, OLD).address(HERE, OLD, null);
    world.blind("api ec2:DescribeAddresses").look();
    assertThat(world.state("transfer")).isEqualTo(WAITING);
    assertThat(world.state("send-limit")).isEqualTo(BLOCKED);
    assertThat(world.runbook().isUnknown()).isTrue();
    assertThat(world.runbook().hasUnknown()).isTrue();
  }
}
