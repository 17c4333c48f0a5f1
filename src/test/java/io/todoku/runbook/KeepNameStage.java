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

/** The actions of people during the twelve steps, in order, and the steps that each completes. */
public enum KeepNameStage {
  LIMIT(scenario -> scenario.attestSendLimit(AttestationState.GRANTED), "send-limit"),
  TTL(
      scenario -> {
        scenario.dns.publish(MX, 300, "10 mail.example.com");
        scenario.dns.publish(MAIL, 300, OLD_ADDRESS);
        scenario.observe().advanceClock(Duration.ofHours(1));
      },
      "ttl-lowered"),
  INSTANCE_1(
      scenario ->
          scenario
              .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, "i-1")
              .server(FIRST_ADDRESS, "localhost"),
      "instance-1"),
  NAME_1(scenario -> scenario.server(FIRST_ADDRESS, "mail2.example.com"), "name-1", "relay-1"),
  A_1(
      scenario -> {
        scenario.dns.publish(MAIL2, 300, FIRST_ADDRESS);
        scenario.observe().advanceClock(Duration.ofSeconds(ScriptedNameServers.NEGATIVE_TTL));
      },
      "a-1"),
  PTR_1(scenario -> scenario.reverse(FIRST_ADDRESS, "mail2.example.com"), "ptr-1"),
  SPF(scenario -> scenario.spf(OLD_ADDRESS, FIRST_ADDRESS, SECOND_ADDRESS), "spf-covers"),
  MX_1(
      scenario -> scenario.dns.publish(MX, 300, "10 mail.example.com", "20 mail2.example.com"),
      "mx-1"),
  FLOW_1(
      scenario -> {
        scenario.dns.publish(MX, 300, "20 mail2.example.com");
        scenario.observe().advanceClock(Duration.ofSeconds(300)).confirm("flow-1");
      },
      "flow-1"),
  OLD_REMOVED(
      scenario -> {
        scenario.dns.publish(MAIL, 300);
        scenario.dns.publish(MigrationScenario.ptr(OLD_ADDRESS), 300);
      },
      "old-removed"),
  INSTANCE_2(
      scenario ->
          scenario
              .elasticIp(TARGET_ACCOUNT, SECOND_ADDRESS, "i-2")
              .server(SECOND_ADDRESS, "localhost"),
      "instance-2"),
  NAME_2(scenario -> scenario.server(SECOND_ADDRESS, "mail.example.com"), "name-2", "relay-2"),
  A_2(
      scenario -> {
        scenario.dns.publish(MAIL, 300, SECOND_ADDRESS);
        scenario.observe().advanceClock(Duration.ofSeconds(300));
      },
      "a-2"),
  PTR_2(scenario -> scenario.reverse(SECOND_ADDRESS, "mail.example.com"), "ptr-2"),
  MX_2(scenario -> scenario.dns.publish(MX, 300, "10 mail.example.com"), "mx-2"),
  FLOW_2(
      scenario -> {
        scenario.observe().advanceClock(Duration.ofSeconds(300)).confirm("flow-2");
        scenario
            .observe()
            .instance("i-1", "terminated")
            .elasticIp(TARGET_ACCOUNT, FIRST_ADDRESS, null)
            .serverTimesOut(FIRST_ADDRESS);
      },
      "flow-2"),
  PTR_1_RESET(scenario -> scenario.reverse(FIRST_ADDRESS, null), "ptr-1-reset"),
  RELEASED_1(
      scenario ->
          scenario
              .releaseElasticIp(TARGET_ACCOUNT, FIRST_ADDRESS)
              .spf(SECOND_ADDRESS)
              .dns
              .publish(MAIL2, 300),
      "released-1"),
  TTL_RAISED(
      scenario -> {
        scenario.dns.publish(MX, 3600, "10 mail.example.com");
        scenario.dns.publish(MAIL, 3600, SECOND_ADDRESS);
      },
      "ttl-raised"),
  OLD_KEPT(scenario -> scenario.advanceClock(Duration.ofDays(5)).confirm("old-kept"), "old-kept");

  private final Consumer<MigrationScenario> action;
  public final List<String> stepsDone;

  KeepNameStage(Consumer<MigrationScenario> action, String... stepsDone) {
    this.action = action;
    this.stepsDone = List.of(stepsDone);
  }

  public void applyTo(MigrationScenario scenario) {
    scenario.advanceClock(Duration.ofMinutes(1));
    action.accept(scenario);
  }

  /** The scenario after this stage and all stages before it, each of them observed. */
  public MigrationScenario scenarioAfter() {
    MigrationScenario scenario = MigrationScenario.keepName().observe();
    Arrays.stream(values())
        .limit(ordinal() + 1L)
        .forEach(stage -> {
          stage.applyTo(scenario);
          scenario.observe();
        });
    return scenario;
  }
}
