package io.todoku.runbook;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.TARGET_ACCOUNT;

import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.snapshot.Attestation.AttestationState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What people do on the way of the twelve steps, in order, and which steps are done by it. */
public enum KeepNameStage {
  LIMIT(s -> s.attestSendLimit(AttestationState.GRANTED), "send-limit"),
  TTL(
      s -> {
        s.dns.all(MX, 300, "10 mail.example.com");
        s.dns.all(MAIL, 300, OLD_ADDRESS);
        s.observe().advanceClock(Duration.ofHours(1));
      },
      "ttl-lowered"),
  INSTANCE_1(
      s -> s.address(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1").server(FIRST_ADDRESS, "localhost"),
      "instance-1"),
  NAME_1(s -> s.server(FIRST_ADDRESS, "mail2.example.com"), "name-1", "relay-1"),
  A_1(
      s -> {
        s.dns.all(MAIL2, 300, FIRST_ADDRESS);
        s.observe().advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE));
      },
      "a-1"),
  PTR_1(s -> s.reverse(FIRST_ADDRESS, "mail2.example.com"), "ptr-1"),
  SPF(s -> s.spf(OLD_ADDRESS, FIRST_ADDRESS, SECOND_ADDRESS), "spf-covers"),
  MX_1(s -> s.dns.all(MX, 300, "10 mail.example.com", "20 mail2.example.com"), "mx-1"),
  FLOW_1(
      s -> {
        s.dns.all(MX, 300, "20 mail2.example.com");
        s.observe().advanceClock(Duration.ofSeconds(300)).confirm("flow-1");
      },
      "flow-1"),
  OLD_REMOVED(
      s -> {
        s.dns.all(MAIL, 300);
        s.dns.all(MigrationScenario.ptr(OLD_ADDRESS), 300);
      },
      "old-removed"),
  INSTANCE_2(
      s -> s.address(TARGET_ACCOUNT, SECOND_ADDRESS, "i-2").server(SECOND_ADDRESS, "localhost"),
      "instance-2"),
  NAME_2(s -> s.server(SECOND_ADDRESS, "mail.example.com"), "name-2", "relay-2"),
  A_2(
      s -> {
        s.dns.all(MAIL, 300, SECOND_ADDRESS);
        s.observe().advanceClock(Duration.ofSeconds(300));
      },
      "a-2"),
  PTR_2(s -> s.reverse(SECOND_ADDRESS, "mail.example.com"), "ptr-2"),
  MX_2(s -> s.dns.all(MX, 300, "10 mail.example.com"), "mx-2"),
  FLOW_2(
      s -> {
        s.observe().advanceClock(Duration.ofSeconds(300)).confirm("flow-2");
        s.observe()
            .instance("i-1", "terminated")
            .address(TARGET_ACCOUNT, FIRST_ADDRESS, null)
            .serverSilent(FIRST_ADDRESS);
      },
      "flow-2"),
  PTR_1_RESET(s -> s.reverse(FIRST_ADDRESS, null), "ptr-1-reset"),
  RELEASED_1(
      s -> s.released(TARGET_ACCOUNT, FIRST_ADDRESS).spf(SECOND_ADDRESS).dns.all(MAIL2, 300),
      "released-1"),
  TTL_RAISED(
      s -> {
        s.dns.all(MX, 3600, "10 mail.example.com");
        s.dns.all(MAIL, 3600, SECOND_ADDRESS);
      },
      "ttl-raised"),
  OLD_KEPT(s -> s.advanceClock(Duration.ofDays(5)).confirm("old-kept"), "old-kept");

  private final Consumer<MigrationScenario> action;
  public final List<String> stepsDone;

  KeepNameStage(Consumer<MigrationScenario> deed, String... done) {
    this.action = deed;
    this.stepsDone = List.of(done);
  }

  public void applyTo(MigrationScenario world) {
    world.advanceClock(Duration.ofMinutes(1));
    action.accept(world);
  }

  /** The world after this was done and looked at, as was all before it. */
  public MigrationScenario scenarioAfter() {
    MigrationScenario world = MigrationScenario.keepName().observe();
    Arrays.stream(values())
        .limit(ordinal() + 1L)
        .forEach(deed -> {
          deed.applyTo(world);
          world.observe();
        });
    return world;
  }
}
