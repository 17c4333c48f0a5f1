package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.SmtpProbeFixture.dialogue;
import static io.todoku.collect.smtp.SmtpProbeFixture.impatientDialogue;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.TestKeys;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What STARTTLS leads to, and that it never spoils what was seen before. */
class StartTlsProbeTests {

  private static final UnaryOperator<String> ANSWERS =
      command ->
          command.startsWith("EHLO")
              ? "250-mail.example.com\n250 STARTTLS"
              : command.startsWith("RCPT") ? "554 5.7.1 Relay access denied" : "250 ok";

  /** What happens at STARTTLS, in place of an answer. */
  @FunctionalInterface
  private interface StartTlsHandler {
    void handle(ScriptedServer.ProberConnection peer) throws IOException;
  }

  private static ScriptedServer server(StartTlsHandler then) throws IOException {
    return ScriptedServer.running(peer -> {
      peer.send("220 mail.example.com ESMTP");
      for (String line = peer.readCommand(); line != null; line = peer.readCommand()) {
        if (line.equals("STARTTLS")) {
          then.handle(peer);
          return;
        }
        peer.send(ANSWERS.apply(line));
      }
    });
  }

  private static Tls known(SmtpDialogue dialogue) {
    assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
    assertThat(dialogue.attempts()).hasSize(13);
    assertThat(dialogue.tls()).isInstanceOf(Known.class);
    return ((Known<Tls>) dialogue.tls()).value();
  }

  private static ReasonKind unknown(SmtpDialogue dialogue) {
    assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
    return ((Unknown<Tls>) dialogue.tls()).reason().kind();
  }

  @Test
  void theCertificateAndTheExtensionsWithinTlsAreRecorded(@TempDir Path folder) throws Exception {
    SSLContext keys = TestKeys.selfSignedContext(folder, "mail.example.com", "-2d", 30);
    try (ScriptedServer server =
        server(peer -> {
          peer.send("220 go ahead");
          peer.encrypt(keys);
          peer.answerAll(c -> "250-mail.example.com\n250 AUTH PLAIN");
        })) {
      Tls tls = known(dialogue(server));

      assertThat(tls.failure()).isNull();
      assertThat(tls.protocol()).isEqualTo("TLSv1.3");
      assertThat(tls.cipher()).startsWith("TLS_");
      assertThat(tls.extensions()).containsExactly("AUTH PLAIN");
      assertThat(tls.distrust())
          .isEqualTo("unable to find valid certification path to requested target");
      assertThat(tls.chain())
          .singleElement()
          .satisfies(own -> {
            assertThat(own.names()).containsExactly("mail.example.com", "*.example.org");
            assertThat(own.subject()).isEqualTo("CN=mail.example.com");
            assertThat(own.notBefore()).isBefore(Instant.now());
            assertThat(own.notAfter()).isAfter(Instant.now());
          });
      assertThat(server.commands()).endsWith("STARTTLS", "EHLO probe.example", "QUIT");
    }
  }

  /** Without roots, every certificate would look untrusted, although none was judged. */
  @Test
  void whenOurOwnTrustStoreIsEmptyTheResultIsUnknown(@TempDir Path folder) throws Exception {
    SSLContext keys = TestKeys.selfSignedContext(folder, "mail.example.com", "-2d", 30);

    try (ScriptedServer server =
            server(peer -> {
              peer.send("220 go ahead");
              peer.encrypt(keys);
              peer.answerAll(c -> "250-mail.example.com\n250 AUTH PLAIN");
            });
        Socket socket = new Socket("127.0.0.1", server.port())) {
      MailConnection connection =
          new MailConnection(socket, ProbeLimits.DEFAULT, Clock.systemUTC());
      assertThat(connection.readReply().code()).isEqualTo(220);

      assertThat(
              new StartTlsProbe(connection, "probe.example", Clock.systemUTC(), Set::of).start(""))
          .isEqualTo(
              Observed.unknown(
                  Reason.of(
                      ReasonKind.INTERNAL_ERROR,
                      "STARTTLS",
                      "java.security.InvalidAlgorithmParameterException: "
                          + "the trustAnchors parameter must be non-empty")));
    }
  }

  @Test
  void anExpiredCertificateIsRecorded(@TempDir Path folder) throws Exception {
    SSLContext keys = TestKeys.selfSignedContext(folder, "mail.example.com", "-30d", 10);
    try (ScriptedServer server =
        server(peer -> {
          peer.send("220 go ahead");
          peer.encrypt(keys);
          peer.answerAll(c -> "250 ok");
        })) {
      assertThat(known(dialogue(server)).chain())
          .singleElement()
          .satisfies(own -> assertThat(own.notAfter()).isBefore(Instant.now()));
    }
  }

  @Test
  void aRefusedStartTlsIsAKnownFailure() throws IOException {
    try (ScriptedServer server =
        server(peer -> {
          peer.send("454 4.7.0 TLS not available");
          peer.answerAll(ANSWERS);
        })) {
      assertThat(known(dialogue(server)).failure()).isEqualTo("STARTTLS: 454");
    }
  }

  @Test
  void aFailedHandshakeIsAKnownFailure() throws IOException {
    try (ScriptedServer server =
        server(peer -> {
          peer.send("220 go ahead");
          peer.sendAfterFirstOctet("500 this is no TLS");
        })) {
      assertThat(known(dialogue(server)).failure()).isNotBlank();
    }
  }

  @Test
  void aHandshakeThatDoesNotBeginIsUnknown() throws IOException {
    try (ScriptedServer server =
        server(peer -> {
          peer.send("220 go ahead");
          peer.drain();
        })) {
      assertThat(unknown(impatientDialogue(server))).isEqualTo(ReasonKind.TIMEOUT);
    }
  }

  /** Each octet comes in time; the whole never does. */
  @Test
  void aHandshakeThatIsTooSlowIsUnknown() throws IOException {
    try (ScriptedServer server =
        server(peer -> {
          peer.send("220 go ahead");
          peer.sendRaw((byte) 22, (byte) 3, (byte) 3, (byte) 0x40, (byte) 0); // a record to come
          for (int i = 0; i < 100; i++) {
            peer.sendRaw((byte) 2);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
          }
        })) {
      assertThat(unknown(impatientDialogue(server))).isEqualTo(ReasonKind.TIMEOUT);
    }
  }

  /** CVE-2011-0411: what was said in the clear would count within TLS. */
  @Test
  void clearTextAfterTheReplyToStartTlsIsNotTls() throws IOException {
    try (ScriptedServer server =
        server(peer -> {
          peer.send("220 go ahead\n250 injected");
          peer.drain();
        })) {
      assertThat(unknown(dialogue(server))).isIn(ReasonKind.MALFORMED, ReasonKind.CUT_OFF);
    }
  }

  @Test
  void whenStartTlsIsNotOfferedItIsNotTried() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.answering("220 mail.example.com", c -> "250 mail.example.com")) {
      assertThat(unknown(dialogue(server))).isEqualTo(ReasonKind.NOT_ASKED);
      assertThat(server.commands()).doesNotContain("STARTTLS");
    }
  }
}
