package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.SmtpProbeFixture.dialogue;
import static io.todoku.collect.smtp.SmtpProbeFixture.impatientDialogue;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are slow, loud, broken or hostile: bounded, and never taken for a refusal. */
class SmtpProberFaultTests {

  private static final String GREETING = "220 mail.example.com ESMTP";

  private static ScriptedServer server(UnaryOperator<String> answers) throws IOException {
    return ScriptedServer.answering(GREETING, answers);
  }

  private static void assertBounded(SmtpDialogue dialogue) {
    assertThat(dialogue.transcript()).hasSizeLessThanOrEqualTo(500);
    assertThat(dialogue.transcript())
        .allSatisfy(line ->
            assertThat(line.text()).matches("[\\x20-\\x7e]*").hasSizeLessThanOrEqualTo(520));
  }

  @ParameterizedTest
  @ValueSource(strings = {"554 no SMTP service here", "421 too busy", "554-go\n554 away"})
  void aGreetingThatRefusesEndsTheDialogue(String greeting) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(greeting, c -> "250 ok")) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.TURNED_AWAY);
      assertThat(dialogue.attempts()).isEmpty();
      assertThat(server.commands()).allMatch("QUIT"::equals);
    }
  }

  @Test
  void onlyQuitFollowsA421() throws IOException {
    try (ScriptedServer server =
        server(c -> c.contains("@mail.example.com:") ? "421 4.7.0 enough" : refusal(c))) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.TURNED_AWAY);
      assertThat(dialogue.attempts()).hasSize(3);
      assertThat(dialogue.attempts().getLast().rcptReply()).isNull();
      assertThat(server.commands().getLast())
          .isIn("QUIT", server.commands().get(server.commands().size() - 1));
      int last = server.commands().size() - 1;
      assertThat(server.commands().get(last)).isEqualTo("QUIT");
      assertThat(server.commands().get(last - 1)).startsWith("RCPT");
    }
  }

  private static String refusal(String command) {
    return command.startsWith("RCPT") ? "554 5.7.1 Relay access denied" : "250 ok";
  }

  @Test
  void whenTheServerDoesNotReplyTheDialogueTimesOut() throws IOException {
    try (ScriptedServer server = ScriptedServer.running(peer -> peer.readCommand())) {
      long start = System.nanoTime();

      assertThat(impatientDialogue(server).ending()).isEqualTo(SmtpEnding.TIMEOUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void whenTheServerSendsOctetByOctetTheDialogueTimesOut() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.running(peer -> {
          for (int i = 0; i < 200; i++) {
            peer.sendRaw((byte) "220-slow\r\n".charAt(i % 10));
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
          }
        })) {
      long start = System.nanoTime();

      assertThat(impatientDialogue(server).ending()).isEqualTo(SmtpEnding.TIMEOUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void theWholeDialogueHasADeadline() throws IOException {
    try (ScriptedServer server =
        server(c -> {
          LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
          return refusal(c);
        })) {
      long start = System.nanoTime();

      SmtpDialogue dialogue = impatientDialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.TIMEOUT);
      assertThat(dialogue.attempts()).isNotEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void anEndlessLineEndsAtTheBound() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.running(peer -> {
          while (true) {
            peer.sendRaw("220 and so on ".getBytes());
          }
        })) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.TOO_MUCH);
      assertBounded(dialogue);
    }
  }

  @Test
  void anEndlessReplyEndsAtTheBound() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.running(peer -> {
          while (true) {
            peer.send("220-and so on");
          }
        })) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.TOO_MUCH);
      assertBounded(dialogue);
    }
  }

  @Test
  void allRepliesTogetherAreBounded() throws IOException {
    try (ScriptedServer server = server(c -> "550 " + "x".repeat(180))) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isIn(SmtpEnding.TOO_MUCH, SmtpEnding.TURNED_AWAY);
      assertBounded(dialogue);
    }
  }

  @Test
  void manyLongRepliesExceedTheBoundTogether() throws IOException {
    try (ScriptedServer server =
        server(c -> c.startsWith("EHLO") ? "250 ok" : "250-" + "x".repeat(180) + "\n250 ok")) {
      assertThat(dialogue(server).ending()).isEqualTo(SmtpEnding.TOO_MUCH);
    }
  }

  @Test
  void rubbishIsNotSmtpAndItsTranscriptIsPrintable() throws IOException {
    byte[] rubbish = new byte[120];
    new Random(5).nextBytes(rubbish);
    rubbish[60] = '\n';
    try (ScriptedServer server = ScriptedServer.running(peer -> peer.sendRaw(rubbish))) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isIn(SmtpEnding.NOT_SMTP);
      assertBounded(dialogue);
      assertThat(dialogue.transcript().getFirst().text()).contains("\\x");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request",
        "SSH-2.0-OpenSSH_9",
        "999 what",
        "22 short",
        "2500 long",
        "",
        "220\tmail"
      })
  void aLineThatIsNotAReplyIsNotSmtp(String line) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(line, c -> "250 ok")) {
      assertThat(dialogue(server).ending()).isEqualTo(SmtpEnding.NOT_SMTP);
    }
  }

  @Test
  void aReplyWhoseLinesDisagreeIsNotSmtp() throws IOException {
    try (ScriptedServer server = server(c -> c.startsWith("RCPT") ? "250-ok\n554 no" : "250 ok")) {
      assertThat(dialogue(server).ending()).isEqualTo(SmtpEnding.NOT_SMTP);
    }
  }

  @Test
  void whenTheServerClosesBeforeTheGreetingTheEndingIsDropped() throws IOException {
    try (ScriptedServer server = ScriptedServer.running(peer -> {})) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.DROPPED);
      assertThat(dialogue.greeting()).isNull();
    }
  }

  @Test
  void anAttemptThatWasCutOffIsRecorded() throws IOException {
    try (ScriptedServer server = server(c -> c.startsWith("RCPT") ? null : "250 ok")) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.DROPPED);
      assertThat(dialogue.attempts())
          .singleElement()
          .satisfies(attempt -> {
            assertThat(attempt.mailReply()).isNotNull();
            assertThat(attempt.rcptReply()).isNull();
          });
    }
  }

  /** An extra reply would shift all later ones: a refusal could be that of another command. */
  @Test
  void unrequestedRepliesEndTheDialogue() throws IOException {
    try (ScriptedServer server =
        server(c -> c.startsWith("MAIL") ? "250 ok\n554 5.7.1 Relay access denied" : "250 ok")) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.NOT_SMTP);
      assertThat(dialogue.attempts()).noneMatch(SmtpProberFaultTests::refused);
    }
  }

  private static boolean refused(RelayAttempt attempt) {
    return attempt.rcptReply() != null && attempt.rcptReply().code() >= 500;
  }

  @Test
  void whenRsetIsRefusedTheDialogueIsNotComplete() throws IOException {
    try (ScriptedServer server =
        server(c -> c.equals("RSET") ? "502 not implemented" : refusal(c))) {
      assertThat(dialogue(server).ending()).isNotEqualTo(SmtpEnding.COMPLETE);
    }
  }

  @Test
  void whenOnlyTheReplyToQuitIsWrongTheDialogueIsNotSmtp() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.running(peer -> {
          peer.send(GREETING);
          String owed = "250 ok";
          for (String line = peer.readCommand(); line != null; line = peer.readCommand()) {
            peer.send(owed); // always the reply to the command before
            owed = refusal(line);
          }
        })) {
      assertThat(dialogue(server).ending()).isEqualTo(SmtpEnding.NOT_SMTP);
    }
  }
}
