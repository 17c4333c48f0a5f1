package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.smtp.ScriptedServer.Script;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Mailbox.Dialogue;
import io.todoku.snapshot.Mailbox.Protocol;
import io.todoku.snapshot.Observed.Known;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks a scripted server for mail, impatiently, and makes sure that nobody ever logs in. */
final class MailboxProbe {

  private static final ProbeLimits IMPATIENT =
      new ProbeLimits(
          Duration.ofMillis(300),
          Duration.ofMillis(400),
          Duration.ofSeconds(2),
          Duration.ZERO,
          2048,
          8,
          20_000);

  private MailboxProbe() {}

  static MailboxProber prober(int port, String... allowed) {
    return new MailboxProber(
        new ProbeSettings(25, null, null, List.of(allowed), port, port),
        Clock.systemUTC(),
        IMPATIENT);
  }

  private static Dialogue talk(ScriptedServer server, Protocol protocol) {
    Mailbox mailbox = prober(server.port(), "127.0.0.0/8").probe("127.0.0.1", protocol);
    assertThat(server.connections()).as("one connection").isEqualTo(1);
    assertThat(server.commands())
        .as("never a name or a password")
        .isSubsetOf("CAPA", "QUIT", "a1 CAPABILITY", "a2 LOGOUT");
    assertThat(mailbox.port()).isEqualTo(server.port());
    Dialogue dialogue = ((Known<Dialogue>) mailbox.dialogue()).value();
    assertThat(dialogue.transcript())
        .hasSizeLessThanOrEqualTo(510)
        .allSatisfy(line ->
            assertThat(line.text()).matches("[\\x20-\\x7e]*").hasSizeLessThanOrEqualTo(520));
    return dialogue;
  }

  static Dialogue talk(Protocol protocol, Script script) throws IOException {
    try (ScriptedServer server = ScriptedServer.running(script)) {
      return talk(server, protocol);
    }
  }

  /** Answers what it is asked; whatever else comes is dropped. */
  static Script words(String greeting, Map<String, String> replies) {
    return peer -> {
      peer.say(greeting);
      for (String line = peer.hear(); line != null; line = peer.hear()) {
        String reply = replies.get(line);
        if (reply == null) {
          return;
        }
        peer.say(reply);
      }
    };
  }

  static Dialogue pop3(String greeting, String capa) throws IOException {
    return talk(Protocol.POP3, words(greeting, Map.of("CAPA", capa, "QUIT", "+OK Logging out")));
  }

  static Dialogue imap(String greeting, String capability) throws IOException {
    return talk(
        Protocol.IMAP,
        words(
            greeting,
            Map.of(
                "a1 CAPABILITY",
                capability,
                "a2 LOGOUT",
                "* BYE Logging out\na2 OK Logout completed.")));
  }
}
