package io.todoku.runbook;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.NameViewCollector;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.Peers;
import io.todoku.peers.StartedPeers;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.Observer;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Environment;
import io.todoku.testing.MigrationEnvironment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;

/** Observes a plan in a {@link MigrationEnvironment} by the collectors of the application. */
final class EnvironmentObserver implements MigrationScenario.ObservationSource, AutoCloseable {

  private static final Account ACCOUNT =
      new Account(
          MigrationEnvironment.ACCOUNT,
          "test",
          "",
          Environment.PRODUCTION,
          new Access.IamRole(AwsTestAccounts.roleArn(MigrationEnvironment.ACCOUNT), "x-1"),
          List.of(),
          List.of());

  private final StartedPeers started = new StartedPeers();
  private final Observer observer;

  EnvironmentObserver(MigrationEnvironment environment, Clock clock) {
    try {
      started.add(AwsSdkProperties.pointTo(environment.aws().endpoint()));
      var context = started.add(new AnnotationConfigApplicationContext());
      context.registerBean(Clock.class, () -> clock);
      context.registerBean(DnsSettings.class, () -> dns(environment));
      context.registerBean(ProbeSettings.class, () -> probe(environment));
      ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context);
      // what answers requests needs users and stored accounts
      scanner.addExcludeFilter(new AnnotationTypeFilter(Controller.class));
      scanner.scan("io.todoku.collect");
      context.refresh();
      this.observer =
          new Observer(
              context.getBean(NameViewCollector.class),
              context.getBean(AccountCollector.class),
              clock);
    } catch (RuntimeException | Error failure) {
      started.closeAfter(failure);
      throw failure;
    }
  }

  private static DnsSettings dns(MigrationEnvironment environment) {
    return new DnsSettings(
        List.of(environment.names().resolver().resolver()), List.of(), environment.names().port());
  }

  private static ProbeSettings probe(MigrationEnvironment environment) {
    int closed = Peers.freePort("127.0.0.1");
    return new ProbeSettings(
        environment.smtpPort(),
        "relay-test@probe.example",
        null,
        List.of("127.0.0.0/8"),
        closed,
        closed);
  }

  @Override
  public Observation observe(Plan plan, List<Attestation> attestations) {
    return observer.observe(plan, ACCOUNT, null, attestations, _ -> Optional.empty());
  }

  @Override
  public void close() throws Exception {
    started.close();
  }
}
