package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.SmtpProbeFixture.dialogue;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the prober asks and keeps, of servers that hold to the protocol. */
class SmtpProberTests {

  static final UnaryOperator<String> CLOSED =
      command -> command.startsWith("RCPT") ? "554 5.7.1 Relay access denied" : "250 ok";

  static ScriptedServer server(UnaryOperator<String> answers) throws IOException {
    return ScriptedServer.answering("220 mail.example.com ESMTP", answers);
  }

  @Test
  void aClosedServerRefusesEveryForm() throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
      assertThat(dialogue.listening()).isTrue();
      assertThat(dialogue.greeting()).isEqualTo("mail.example.com ESMTP");
      assertThat(dialogue.attempts())
          .hasSize(13)
          .allSatisfy(attempt -> {
            assertThat(attempt.rcptReply()).isNotNull();
            assertThat(attempt.rcptReply().code()).isEqualTo(554);
            assertThat(attempt.rcptReply().text()).isEqualTo("5.7.1 Relay access denied");
          });
    }
  }

  @Test
  void plainRoutedAndOddFormsAreTriedForTheConfiguredRecipient() throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(offers(dialogue, RecipientForm.PLAIN))
          .containsExactly(
              " > relay-test@probe.example",
              "todoku-probe@probe.example > relay-test@probe.example",
              "todoku-probe@probe.example > relay-test@probe.example",
              "todoku-probe@mail.example.com > relay-test@probe.example");
      assertThat(offers(dialogue, RecipientForm.ROUTED))
          .containsExactly(
              "todoku-probe@probe.example > @mail.example.com:relay-test@probe.example",
              "todoku-probe@probe.example > @[127.0.0.1]:relay-test@probe.example");
      assertThat(offers(dialogue, RecipientForm.ODD_LOCAL_PART))
          .hasSize(7)
          .contains(
              "todoku-probe@probe.example > relay-test%probe.example@mail.example.com",
              "todoku-probe@probe.example > \"relay-test@probe.example\"",
              "todoku-probe@probe.example > probe.example!relay-test");
      assertThat(dialogue.recipientDomain()).isEqualTo("probe.example");
      assertThat(dialogue.recipientDomainHasMx()).isTrue();
    }
  }

  private static List<String> offers(SmtpDialogue dialogue, RecipientForm form) {
    return dialogue.attempts().stream()
        .filter(attempt -> attempt.form() == form)
        .map(attempt -> attempt.from() + " > " + attempt.to())
        .toList();
  }

  @Test
  void eachFormIsResetAndTheDialogueEndsWithQuit() throws IOException {
    try (ScriptedServer server = server(command -> "250 ok")) {
      SmtpDialogue dialogue = dialogue(server);

      List<String> commands = server.commands();
      assertThat(commands.getFirst()).isEqualTo("EHLO probe.example");
      assertThat(commands.getLast()).isEqualTo("QUIT");
      for (int i = 0; i < commands.size(); i++) {
        if (commands.get(i).startsWith("RCPT")) {
          assertThat(commands.get(i - 1)).startsWith("MAIL FROM:");
          assertThat(commands.get(i + 1)).as("an acceptance stands by itself").isEqualTo("RSET");
        }
      }
      assertThat(dialogue.attempts())
          .allMatch(attempt -> attempt.rcptReply() != null && attempt.rcptReply().accepted());
    }
  }

  @Test
  void refusedFormsOfOneSenderShareATransaction() throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      assertThat(dialogue(server).attempts()).hasSize(13);

      assertThat(server.commands()).filteredOn("RSET"::equals).hasSize(3);
      assertThat(server.commands()).filteredOn(c -> c.startsWith("MAIL")).hasSize(3);
      assertThat(server.commands()).filteredOn(c -> c.startsWith("RCPT")).hasSize(13);
    }
  }

  /** As Exim does after ten commands that move no mail. */
  @Test
  void aServerThatLimitsResetsIsProbedToTheEnd() throws IOException {
    AtomicInteger idle = new AtomicInteger();
    try (ScriptedServer server =
        server(c ->
            c.equals("RSET") && idle.incrementAndGet() > 10
                ? "554 Too many nonmail commands"
                : CLOSED.apply(c))) {
      assertThat(dialogue(server).ending()).isEqualTo(SmtpEnding.COMPLETE);
    }
  }

  @Test
  void aServerLikeQmailAcceptsOddLocalPartsOnly() throws IOException {
    try (ScriptedServer server =
        server(command ->
            command.startsWith("RCPT") && command.endsWith("@probe.example>")
                ? "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"
                : "250 ok")) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.attempts())
          .filteredOn(a -> a.form() != RecipientForm.ODD_LOCAL_PART)
          .noneMatch(SmtpProberTests::accepted);
      assertThat(dialogue.attempts()).anyMatch(SmtpProberTests::accepted);
    }
  }

  private static boolean accepted(RelayAttempt attempt) {
    return attempt.rcptReply() != null && attempt.rcptReply().accepted();
  }

  @Test
  void aGreylistingServerIsProbedToTheEnd() throws IOException {
    try (ScriptedServer server =
        server(c -> c.startsWith("RCPT") ? "450 4.2.0 greylisted" : "250 ok")) {
      assertThat(dialogue(server).attempts())
          .hasSize(13)
          .allMatch(attempt -> attempt.rcptReply() != null && attempt.rcptReply().code() == 450);
    }
  }

  @Test
  void afterARefusedSenderNoRecipientIsSent() throws IOException {
    try (ScriptedServer server =
        server(c -> c.startsWith("MAIL") ? "550 5.1.8 sender rejected" : "250 ok")) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.attempts())
          .allMatch(
              a -> a.rcptReply() == null && a.mailReply() != null && a.mailReply().code() == 550);
      assertThat(server.commands()).noneMatch(command -> command.startsWith("RCPT"));
    }
  }

  /** It may refuse all but NOOP, EHLO, STARTTLS and QUIT (RFC 3207 section 4). */
  @Test
  void aServerThatRequiresTlsIsProbedToTheEnd() throws IOException {
    try (ScriptedServer server =
        server(c ->
            c.startsWith("EHLO")
                ? "250 mail.example.com"
                : "530 5.7.0 Must issue a STARTTLS command first")) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
      assertThat(dialogue.attempts())
          .hasSize(13)
          .allMatch(a -> a.mailReply() != null && a.mailReply().code() == 530);
    }
  }

  /** A host on EC2 that was never told its name routes at the one that it was given. */
  @Test
  void formsForTheAnnouncedNameAreTriedToo() throws IOException {
    String said = "ip-10-0-0-5.ec2.internal";
    try (ScriptedServer server =
        server(c ->
            c.startsWith("EHLO")
                ? "250 " + said
                : c.endsWith("@" + said + ">") || c.startsWith("RCPT TO:<@" + said + ":")
                    ? "250 ok"
                    : CLOSED.apply(c))) {
      assertThat(dialogue(server).attempts())
          .hasSize(16)
          .filteredOn(SmtpProberTests::accepted)
          .extracting(RelayAttempt::to)
          .containsExactly(
              "@" + said + ":relay-test@probe.example", "relay-test%probe.example@" + said);
    }
  }

  @Test
  void anAnnouncedTextThatIsNotANameIsNotTried() throws IOException {
    try (ScriptedServer server =
        server(c -> c.startsWith("EHLO") ? "250 a@b.example>" : CLOSED.apply(c))) {
      assertThat(dialogue(server).attempts()).hasSize(13);
    }
  }

  @Test
  void theServersExtensionsAreRecorded() throws IOException {
    try (ScriptedServer server =
        server(c ->
            c.startsWith("EHLO") ? "250-mail.example.com\n250-starttls\n250 SIZE 100" : "250 ok")) {
      assertThat(dialogue(server).extensions()).containsExactly("STARTTLS", "SIZE 100");
    }
  }

  @Test
  void aServerThatKnowsOnlyHeloIsProbedToo() throws IOException {
    try (ScriptedServer server =
        server(c -> c.startsWith("EHLO") ? "502 5.5.2 not implemented" : CLOSED.apply(c))) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
      assertThat(server.commands()).startsWith("EHLO probe.example", "HELO probe.example");
    }
  }

  @Test
  void aGreetingOfManyLinesAndRepliesInPiecesAreRead() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.running(peer -> {
          for (byte octet : "220-hello\r\n220-there\n220 mail.example.com\r\n".getBytes()) {
            peer.sendRaw(octet);
          }
          peer.answerAll(CLOSED);
        })) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.greeting()).isEqualTo("hello\nthere\nmail.example.com");
      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
    }
  }

  @Test
  void aReplyWithoutTextIsAccepted() throws IOException {
    try (ScriptedServer server = server(c -> c.startsWith("RCPT") ? "251" : "250")) {
      assertThat(dialogue(server).attempts()).allMatch(SmtpProberTests::accepted);
    }
  }
}
