package io.todoku.runbook;

import static io.todoku.runbook.Scenery.HERE;
import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MAIL2;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.Scenery.ONE;
import static io.todoku.runbook.Scenery.TWO;

import io.todoku.snapshot.Attestation.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What people do on the way of the twelve steps, in order, and which steps are done by it. */
enum KeepName {
  LIMIT(s -> s.limit(State.GRANTED), "send-limit"),
  TTL(
      s -> {
        s.dns.all(MX, 300, "10 mail.example.com");
        s.dns.all(MAIL, 300, OLD);
        s.look().later(Duration.ofHours(1));
      },
      "ttl-lowered"),
  INSTANCE_1(s -> s.address(HERE, ONE, "i-1").server(ONE, "localhost"), "instance-1"),
  NAME_1(s -> s.server(ONE, "mail2.example.com"), "name-1", "relay-1"),
  A_1(
      s -> {
        s.dns.all(MAIL2, 300, ONE);
        s.look().later(Duration.ofSeconds(Places.NEGATIVE));
      },
      "a-1"),
  PTR_1(s -> s.reverse(ONE, "mail2.example.com"), "ptr-1"),
  SPF(s -> s.spf(OLD, ONE, TWO), "spf-covers"),
  MX_1(s -> s.dns.all(MX, 300, "10 mail.example.com", "20 mail2.example.com"), "mx-1"),
  FLOW_1(
      s -> {
        s.dns.all(MX, 300, "20 mail2.example.com");
        s.look().later(Duration.ofSeconds(300)).says("flow-1");
      },
      "flow-1"),
  OLD_REMOVED(
      s -> {
        s.dns.all(MAIL, 300);
        s.dns.all(Scenery.ptr(OLD), 300);
      },
      "old-removed"),
  INSTANCE_2(s -> s.address(HERE, TWO, "i-2").server(TWO, "localhost"), "instance-2"),
  NAME_2(s -> s.server(TWO, "mail.example.com"), "name-2", "relay-2"),
  A_2(
      s -> {
        s.dns.all(MAIL, 300, TWO);
        s.look().later(Duration.ofSeconds(300));
      },
      "a-2"),
  PTR_2(s -> s.reverse(TWO, "mail.example.com"), "ptr-2"),
  MX_2(s -> s.dns.all(MX, 300, "10 mail.example.com"), "mx-2"),
  FLOW_2(
      s -> {
        s.look().later(Duration.ofSeconds(300)).says("flow-2");
        s.look().instance("i-1", "terminated").address(HERE, ONE, null).serverSilent(ONE);
      },
      "flow-2"),
  PTR_1_RESET(s -> s.reverse(ONE, null), "ptr-1-reset"),
  RELEASED_1(s -> s.released(HERE, ONE).spf(TWO).dns.all(MAIL2, 300), "released-1"),
  TTL_RAISED(
      s -> {
        s.dns.all(MX, 3600, "10 mail.example.com");
        s.dns.all(MAIL, 3600, TWO);
      },
      "ttl-raised"),
  OLD_KEPT(s -> s.later(Duration.ofDays(5)).says("old-kept"), "old-kept");

  private final Consumer<Scenery> deed;
  final List<String> done;

  KeepName(Consumer<Scenery> deed, String... done) {
    this.deed = deed;
    this.done = List.of(done);
  }

  void in(Scenery world) {
    world.later(Duration.ofMinutes(1));
    deed.accept(world);
  }

  /** The world after this was done and looked at, as was all before it. */
  Scenery reached() {
    Scenery world = Scenery.keepName().look();
    Arrays.stream(values())
        .limit(ordinal() + 1L)
        .forEach(deed -> {
          deed.in(world);
          world.look();
        });
    return world;
  }
}
