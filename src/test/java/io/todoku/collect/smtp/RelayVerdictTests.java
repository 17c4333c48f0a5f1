package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.smtp.ScriptedServer.ConnectionScript;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What is said of servers that behave in all kinds of ways: asked over a socket, then judged. */
class RelayVerdictTests {

  private static final String ADDRESS = "203.0.113.9";

  private static AnnotationConfigApplicationContext rules;

  @BeforeAll
  static void open() {
    rules = new AnnotationConfigApplicationContext("io.todoku.rule");
  }

  @AfterAll
  static void close() {
    rules.close();
  }

  private static Arguments server(String name, Verdict verdict, ConnectionScript script) {
    return Arguments.of(Named.of(name, script), verdict);
  }

  private static ConnectionScript answering(UnaryOperator<String> rcpt) {
    return peer -> {
      peer.send("220 mail.example.com ESMTP");
      peer.answerAll(command -> command.startsWith("RCPT") ? rcpt.apply(command) : "250 ok");
    };
  }

  private static ConnectionScript always(String rcpt) {
    return answering(command -> rcpt);
  }

  static Stream<Arguments> servers() {
    String closed = "554 5.7.1 <relay-test@probe.example>: Relay access denied";
    return Stream.of(
        server("closed", Verdict.PASS, always(closed)),
        server("open", Verdict.FAIL, always("250 2.1.5 Ok")),
        server("forwards", Verdict.FAIL, always("251 will forward")),
        server(
            "open for source routes",
            Verdict.FAIL,
            answering(c -> c.startsWith("RCPT TO:<@mail") ? "250 ok" : closed)),
        server(
            "qmail-like",
            Verdict.WARN,
            answering(c ->
                c.endsWith("@probe.example>")
                    ? "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"
                    : "250 ok")),
        server("greylisting", Verdict.UNKNOWN, always("450 4.2.0 greylisted")),
        server("defers for relaying", Verdict.UNKNOWN, always("454 4.7.1 Relay access denied")),
        server("hangs up by 421", Verdict.UNKNOWN, always("421 4.7.0 too many errors")),
        server("unknown users", Verdict.UNKNOWN, always("550 5.1.1 User unknown")),
        server("blocks us", Verdict.UNKNOWN, always("554 5.7.1 Client host blocked")),
        server("554 greeting", Verdict.UNKNOWN, peer -> peer.send("554 no SMTP service here")),
        server("silent", Verdict.UNKNOWN, peer -> peer.readCommand()),
        server("a byte now and then", Verdict.UNKNOWN, RelayVerdictTests::sendSlowly),
        server("endless greeting", Verdict.UNKNOWN, RelayVerdictTests::greetWithoutEnd),
        server(
            "rubbish", Verdict.UNKNOWN, peer -> peer.sendRaw((byte) 0, (byte) 0xff, (byte) '\n')),
        server("drops", Verdict.UNKNOWN, peer -> {}),
        server("drops in the middle", Verdict.UNKNOWN, answering(c -> null)));
  }

  private static void sendSlowly(ScriptedServer.ProberConnection peer) throws IOException {
    for (byte octet : "220 mail.example.com ESMTP".getBytes()) {
      peer.sendRaw(octet);
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static void greetWithoutEnd(ScriptedServer.ProberConnection peer) throws IOException {
    while (true) {
      peer.send("220-and more");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aServerIsJudgedByTheRecipientsThatItAccepts(ConnectionScript script, Verdict verdict)
      throws IOException {
    SmtpDialogue dialogue;
    try (ScriptedServer server = ScriptedServer.running(script)) {
      dialogue = SmtpProbeFixture.dialogue(server);
    }
    SnapshotBuilder world =
        SnapshotBuilder.aSnapshot()
            .withSender(ADDRESS)
            .dns(dialogue.recipientDomain(), "MX", "10 mx.elsewhere.example")
            .dns("mx.elsewhere.example", "A", "198.51.100.99")
            .dnsStatus("mx.elsewhere.example", "AAAA", Status.NODATA)
            .dialogue(ADDRESS, dialogue);

    List<Finding> findings =
        rules.getBean(RuleEngine.class).judge(world.build()).stream()
            .filter(finding -> finding.rule().equals("no-open-relay"))
            .toList();

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(verdict);
          assertThat(finding.evidence()).isNotEmpty();
          assertThat(finding.unknownReason() != null).isEqualTo(verdict == Verdict.UNKNOWN);
        });
  }
}
