package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a scripted server, and makes sure that no message was ever begun. */
final class SmtpProbeFixture {

  static final String RECIPIENT = "relay-test@probe.example";

  /** Longer than a scripted server ever takes to answer, also on a busy machine. */
  private static final ProbeLimits PATIENT = limits(Duration.ofSeconds(20), Duration.ofSeconds(60));

  /** For servers that never answer in full. */
  private static final ProbeLimits IMPATIENT = limits(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private SmtpProbeFixture() {}

  private static ProbeLimits limits(Duration reply, Duration dialogue) {
    return new ProbeLimits(Duration.ofSeconds(10), reply, dialogue, Duration.ZERO, 200, 8, 4000);
  }

  static SmtpDialogue dialogue(ScriptedServer server) {
    return dialogue(server, "mail.example.com");
  }

  static SmtpDialogue dialogue(ScriptedServer server, String ownName) {
    return dialogue(server, new ProbeTarget("127.0.0.1", ownName, List.of()));
  }

  static SmtpDialogue dialogue(ScriptedServer server, ProbeTarget target) {
    return dialogue(server, target, PATIENT);
  }

  /** For a server that never answers in full: soon given up. */
  static SmtpDialogue impatientDialogue(ScriptedServer server) {
    return dialogue(server, new ProbeTarget("127.0.0.1", "mail.example.com", List.of()), IMPATIENT);
  }

  private static SmtpDialogue dialogue(
      ScriptedServer server, ProbeTarget target, ProbeLimits limits) {
    MailServer observed =
        prober(settings(server.port(), RECIPIENT, List.of("127.0.0.0/8"), "probe.example"), limits)
            .probe(target, true);
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
    return prober(settings(port, recipient, allowed, helo), PATIENT);
  }

  private static ProbeSettings settings(
      int port, @Nullable String recipient, List<String> allowed, @Nullable String helo) {
    return new ProbeSettings(port, recipient, helo, allowed, 110, 143);
  }

  private static SmtpProber prober(ProbeSettings settings, ProbeLimits limits) {
    return new SmtpProber(settings, Clock.systemUTC(), limits);
  }
}
