package io.todoku.runbook;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.NameViewCollector;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.MigrationEnvironment;
import io.todoku.peers.MovableClock;
import io.todoku.peers.Peers;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The migration that keeps the old server's name, against real peers, before its first step. */
final class KeepNameMigrationEnvironment extends MigrationEnvironment {

  static final String OLD_ADDRESS = "127.88.0.1";

  private final List<Attestation> attestations = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  final String firstAddress;
  final String secondAddress;
  private final Plan plan;
  private final Observer observer;
  private final RuleEngine judge;
  private RunbookState state = RunbookState.EMPTY;

  private KeepNameMigrationEnvironment(Path dir) throws IOException {
    super(
        dir,
        Map.of(
            "mx",
            "@ 3600 IN MX 10 mail",
            "mail",
            "mail 3600 IN A " + OLD_ADDRESS,
            "spf",
            "@ IN TXT \"v=spf1 ip4:%s -all\"".formatted(OLD_ADDRESS),
            "dmarc",
            "_dmarc IN TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\""),
        Map.of(OLD_ADDRESS, "mail.example.com."));
    try {
      toClose(AwsSdkProperties.pointTo(aws.endpoint()));
      this.firstAddress = addresses.allocateAddress();
      this.secondAddress = addresses.allocateAddress();
      this.plan =
          new Plan(
              "",
              MigrationStrategy.KEEP_NAME,
              "example.com",
              List.of("s1"),
              new Plan.OldServer("mail.example.com", OLD_ADDRESS, null, null),
              new Plan.TargetAccount(ACCOUNT, REGION),
              new Plan.NewServer("mail2.example.com", firstAddress),
              new Plan.NewServer("mail.example.com", secondAddress));
      var context = new AnnotationConfigApplicationContext();
      context.registerBean(Clock.class, () -> clock);
      context.registerBean(DnsSettings.class, this::dns);
      context.registerBean(ProbeSettings.class, this::probe);
      context.scan("io.todoku.collect", "io.todoku.rule");
      context.refresh();
      toClose(context);
      this.judge = context.getBean(RuleEngine.class);
      this.observer =
          new Observer(
              context.getBean(NameViewCollector.class),
              context.getBean(AccountCollector.class),
              clock);
    } catch (RuntimeException | Error failure) {
      closeAfter(failure);
      throw failure;
    }
  }

  /** Skips, or fails where peers are demanded, unless all of them are present. */
  static KeepNameMigrationEnvironment start(Path dir) throws IOException {
    return new KeepNameMigrationEnvironment(dir);
  }

  private DnsSettings dns() {
    return new DnsSettings(List.of(names.resolver().resolver()), List.of(), names.port());
  }

  private ProbeSettings probe() {
    int closed = Peers.freePort("127.0.0.1");
    return new ProbeSettings(
        port, "relay-test@probe.example", null, List.of("127.0.0.0/8"), closed, closed);
  }

  void advanceClock(Duration time) throws IOException {
    clock.advance(time);
    names.resolver().restart();
  }

  Instant now() {
    return clock.instant();
  }

  void confirm(String step) {
    state = state.withConfirmation(new StepDecision(step, "mika", now(), "checked by hand"));
  }

  void attestLimitRemoved() {
    LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
    attestations.add(
        new Attestation(
            "att-1",
            "send-limit-removed",
            REGION,
            Attestation.AttestationState.GRANTED,
            today,
            "mika",
            "1234",
            null,
            now(),
            null));
  }

  /** Observes the plan and evaluates its steps. */
  Runbook observe() {
    Account account =
        new Account(
            ACCOUNT,
            "test",
            "",
            Environment.PRODUCTION,
            new Access.IamRole(AwsTestAccounts.roleArn(ACCOUNT), "x-1"),
            List.of(),
            List.of());
    Observation observation =
        observer.observe(plan, account, null, attestations, _ -> Optional.empty());
    Runbook.ObservedRunbook after = Runbook.afterObservation(plan, observation, state, judge);
    state = after.state();
    return after.runbook();
  }
}
