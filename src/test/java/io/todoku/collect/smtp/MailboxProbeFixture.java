package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.smtp.ScriptedServer.ConnectionScript;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed.Known;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks a scripted server for mail, and makes sure that nobody ever logs in. */
final class MailboxProbeFixture {

  /** Longer than a scripted server ever takes to answer, also on a busy machine. */
  private static final ProbeLimits PATIENT =
      limits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));

  /** For servers that never answer in full. */
  static final ProbeLimits IMPATIENT =
      limits(Duration.ofMillis(300), Duration.ofMillis(400), Duration.ofSeconds(2));

  private MailboxProbeFixture() {}

  private static ProbeLimits limits(Duration connect, Duration reply, Duration dialogue) {
    return new ProbeLimits(connect, reply, dialogue, Duration.ZERO, 2048, 8, 20_000);
  }

  static MailboxProber prober(int port, String... allowed) {
    return prober(PATIENT, port, allowed);
  }

  static MailboxProber prober(ProbeLimits limits, int port, String... allowed) {
    return new MailboxProber(
        new ProbeSettings(25, null, null, List.of(allowed), port, port), Clock.systemUTC(), limits);
  }

  private static MailboxDialogue dialogue(
      ProbeLimits limits, ScriptedServer server, Protocol protocol) {
    MailboxServer mailbox =
        prober(limits, server.port(), "127.0.0.0/8").probe("127.0.0.1", protocol);
    assertThat(server.connections()).as("one connection").isEqualTo(1);
    assertThat(server.commands())
        .as("never a name or a password")
        .isSubsetOf("CAPA", "QUIT", "a1 CAPABILITY", "a2 LOGOUT");
    assertThat(mailbox.port()).isEqualTo(server.port());
    MailboxDialogue dialogue = ((Known<MailboxDialogue>) mailbox.dialogue()).value();
    assertThat(dialogue.transcript())
        .hasSizeLessThanOrEqualTo(510)
        .allSatisfy(line ->
            assertThat(line.text()).matches("[\\x20-\\x7e]*").hasSizeLessThanOrEqualTo(520));
    return dialogue;
  }

  static MailboxDialogue dialogue(Protocol protocol, ConnectionScript script) throws IOException {
    return dialogue(PATIENT, protocol, script);
  }

  static MailboxDialogue dialogue(ProbeLimits limits, Protocol protocol, ConnectionScript script)
      throws IOException {
    try (ScriptedServer server = ScriptedServer.running(script)) {
      return dialogue(limits, server, protocol);
    }
  }

  /** Answers what it is asked; whatever else comes is dropped. */
  static ConnectionScript answering(String greeting, Map<String, String> replies) {
    return peer -> {
      peer.send(greeting);
      for (String line = peer.readCommand(); line != null; line = peer.readCommand()) {
        String reply = replies.get(line);
        if (reply == null) {
          return;
        }
        peer.send(reply);
      }
    };
  }

  static MailboxDialogue pop3(String greeting, String capa) throws IOException {
    return dialogue(
        Protocol.POP3, answering(greeting, Map.of("CAPA", capa, "QUIT", "+OK Logging out")));
  }

  static MailboxDialogue imap(String greeting, String capability) throws IOException {
    return dialogue(
        Protocol.IMAP,
        answering(
            greeting,
            Map.of(
                "a1 CAPABILITY",
                capability,
                "a2 LOGOUT",
                "* BYE Logging out\na2 OK Logout completed.")));
  }
}
