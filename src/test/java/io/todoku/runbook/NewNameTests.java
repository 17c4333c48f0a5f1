package io.todoku.runbook;

import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.MAIL2;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.StepState.DONE;
import static io.todoku.runbook.StepState.IN_PROGRESS;
import static io.todoku.runbook.StepState.READY;
import static io.todoku.runbook.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Attestation.State;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A name that was not there before, and what else a name may lead to than the new address. */
class NewNameTests {

  /** Whoever asked too early believes for so long that there is no such name. */
  @Test
  void theMxRecordWaitsUntilNobodyTakesTheNameForMissing() {
    Scenery world = KeepName.NAME_1.reached();
    world.dns.all(MAIL2, 300, ONE);
    world.reverse(ONE, "mail2.example.com").spf(Scenery.OLD, ONE, Scenery.TWO).look();

    assertThat(world.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("a-1").notBefore()).isEqualTo(world.now().plusSeconds(Places.NEGATIVE));
    assertThat(world.state("ptr-1")).as("AWS asks for the record").isEqualTo(DONE);
    assertThat(world.state("mx-1")).isEqualTo(WAITING);
    assertThat(world.step("mx-1").waitsFor()).containsExactly("a-1");

    world.later(Duration.ofSeconds(Places.NEGATIVE)).look();
    assertThat(world.state("a-1")).isEqualTo(DONE);
    assertThat(world.state("mx-1")).isEqualTo(READY);
  }

  /** The zone says for how long, by what else it does not have at that name. */
  @Test
  void aNameThatWasThereAtTheFirstLookIsWaitedForAsLongAsTheZoneSays() {
    Scenery world = Scenery.newName().limit(State.GRANTED).address(HERE, ONE, "i-1");
    world.dns.all(MAIL2, 300, ONE);
    world.look();
    assertThat(world.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("a-1").notBefore()).isEqualTo(world.now().plusSeconds(Places.NEGATIVE));

    world.later(Duration.ofSeconds(Places.NEGATIVE)).look();
    assertThat(world.state("a-1")).isEqualTo(DONE);
  }

  /** No MX record may name an alias (RFC 2181 section 10.3), and AWS wants an A record. */
  @Test
  void anAliasIsNoAddressRecord() {
    Scenery world = KeepName.NAME_1.reached();
    Observed<DnsAnswer> alias =
        Observed.known(
            new DnsAnswer(Status.ANSWERED, List.of(ONE), List.of("ec2.example.net"), 300L));
    List.of("ns1", "ns2", "resolver").forEach(server -> world.dns.says(server, MAIL2, alias));
    world.look().later(Duration.ofMinutes(5)).look();

    assertThat(world.state("a-1")).isEqualTo(IN_PROGRESS);
    assertThat(world.step("a-1").outcomes().getFirst().result()).isEqualTo(Outcome.Result.NOT_YET);
    assertThat(world.state("ptr-1")).isEqualTo(WAITING);
  }

  /** Mail would go on to the old server by IPv6 once the name is in the MX again. */
  @Test
  void theOldServersOtherAddressGoesToo() {
    Scenery world = Scenery.keepName();
    world.dns.all("mail.example.com AAAA", 300, "2001:db8::1");
    world.look();
    for (KeepName deed : KeepName.values()) {
      if (deed.compareTo(KeepName.OLD_REMOVED) <= 0) {
        deed.in(world);
        world.look();
      }
    }
    assertThat(world.state("old-removed")).isEqualTo(IN_PROGRESS);

    world.dns.all("mail.example.com AAAA", 0);
    world.look();
    assertThat(world.state("old-removed")).isEqualTo(DONE);

    world.dns.all("mail.example.com AAAA", 300, "2001:db8::2");
    world.look();
    assertThat(world.state("old-removed")).as("the new server may have one").isEqualTo(DONE);
  }
}
