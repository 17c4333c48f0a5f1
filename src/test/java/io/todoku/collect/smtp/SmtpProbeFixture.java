package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a scripted server, impatiently, and makes sure that no message was ever begun. */
final class SmtpProbeFixture {

  static final String RECIPIENT = "relay-test@probe.example";

  private static final ProbeLimits SHORT_LIMITS =
      new ProbeLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ZERO,
          200,
          8,
          4000);

  private SmtpProbeFixture() {}

  static SmtpDialogue dialogue(ScriptedServer server) {
    return dialogue(server, "mail.example.com");
  }

  static SmtpDialogue dialogue(ScriptedServer server, String ownName) {
    return dialogue(server, new ProbeTarget("127.0.0.1", ownName, List.of()));
  }

  static SmtpDialogue dialogue(ScriptedServer server, ProbeTarget target) {
    MailServer observed = prober(server.port(), RECIPIENT).probe(target, true);
    assertThat(observed.dialogue()).isInstanceOf(Known.class);
    assertThat(server.commands())
        .as("never a message")
        .noneMatch(command -> command.matches("(?i)(DATA|BDAT).*"))
        .allMatch(command ->
            command.matches(
                "(EHLO|HELO) probe\\.example|MAIL FROM:<.*>|RCPT TO:<.*>|RSET|QUIT"
                    + "|(VRFY|EXPN) (postmaster|todoku-[0-9a-f]{8})|HELP|STARTTLS"));
    assertThat(server.connections())
        .as("one connection, and one more for each four served domains")
        .isBetween(1, 1 + (target.servedDomains().size() + 3) / 4);
    return ((Known<SmtpDialogue>) observed.dialogue()).value();
  }

  static SmtpProber prober(int port, @Nullable String recipient) {
    return prober(port, recipient, List.of("127.0.0.0/8"));
  }

  static SmtpProber prober(int port, @Nullable String recipient, List<String> allowed) {
    return prober(port, recipient, allowed, "probe.example");
  }

  static SmtpProber prober(
      int port, @Nullable String recipient, List<String> allowed, @Nullable String helo) {
    return new SmtpProber(
        new ProbeSettings(port, recipient, helo, allowed, 110, 143),
        Clock.systemUTC(),
        SHORT_LIMITS);
  }
}
