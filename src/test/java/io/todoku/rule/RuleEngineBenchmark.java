package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * How long an account of 500 senders takes to be judged by all rules. Run by name: {@code ./mvnw
 * test -Dtest=RuleEngineBenchmark}; it prints figures and is no part of the build.
 */
class RuleEngineBenchmark {

  private static final int SENDERS = 500;
  private static final int ROUNDS = 20;

  @Test
  void fiveHundredSenders() {
    Snapshot snapshot = account();
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      RuleEngine judge = context.getBean(RuleEngine.class);
      for (int round = 1; round <= ROUNDS; round++) {
        long begun = System.nanoTime();
        List<Finding> findings = judge.judge(snapshot);
        long micros = (System.nanoTime() - begun) / 1000;
        assertThat(findings).hasSizeGreaterThan(SENDERS);
        System.out.printf(
            "round %d: %d findings in %.1f ms, %.1f µs a finding%n",
            round, findings.size(), micros / 1000.0, (double) micros / findings.size());
      }
    }
  }

  private static Snapshot account() {
    SnapshotBuilder world =
        SnapshotBuilder.aSnapshot()
            .openToTheWorld(25)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", "10.0.0.1")
            .dns("example.com", "TXT", "v=spf1 a:out.example.com include:_spf.example.net -all")
            .dns("out.example.com", "A", "10.9.9.9")
            .dns("_spf.example.net", "TXT", "v=spf1 ip4:10.0.0.0/8 -all");
    SmtpReply denied = new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
    for (int i = 0; i < SENDERS; i++) {
      String address = "10.0.%d.%d".formatted(i / 250, i % 250 + 1);
      String name = "mail" + i + ".example.com";
      world
          .withSender(address)
          .ptr(address, name)
          .dns(name, "A", address)
          .relayTestedServer(address, denied, denied, denied, SmtpEnding.COMPLETE, true);
    }
    return world.build();
  }
}
