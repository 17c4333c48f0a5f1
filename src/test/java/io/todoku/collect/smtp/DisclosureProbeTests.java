package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.SmtpProbeFixture.dialogue;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosureProbeTests {

  private static final UnaryOperator<String> CLOSED =
      command ->
          switch (command.substring(0, 4)) {
            case "RCPT" -> "550 5.1.1 no";
            case "VRFY" -> "252 2.0.0 postmaster";
            case "EXPN" -> "502 5.5.1 no";
            case "HELP" -> "214-2.0.0 one\n214 2.0.0 two";
            default -> "250 mail.example.com";
          };

  private static ScriptedServer server(UnaryOperator<String> answers) throws IOException {
    return ScriptedServer.answering("220 mail.example.com ESMTP", answers);
  }

  @Test
  void repliesToVrfyExpnAndHelpAreRecorded() throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ehlo()).isEqualTo("mail.example.com");
      assertThat(dialogue.commands())
          .extracting(a ->
              a.command().replaceAll("-[0-9a-f]{8}", "-HEX")
                  + " "
                  + a.reply().code()
                  + " "
                  + a.reply().text())
          .containsExactly(
              "VRFY postmaster 252 2.0.0 postmaster",
              "VRFY todoku-HEX 252 2.0.0 postmaster",
              "EXPN postmaster 502 5.5.1 no",
              "HELP 214 2.0.0 one\n2.0.0 two");
    }
  }

  @Test
  void inAServedDomainANonexistentMailboxIsTried() throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      SmtpDialogue dialogue =
          dialogue(
              server, new ProbeTarget("127.0.0.1", "mail.example.com", List.of("example.com")));

      assertThat(dialogue.commands().getLast().command())
          .matches("RCPT TO:<todoku-[0-9a-f]{8}@example\\.com>");
      assertThat(dialogue.commands().getLast().reply().code()).isEqualTo(550);
      assertThat(dialogue.attempts())
          .as("the mailbox is no part of the relay test, the domain is")
          .hasSize(15);
    }
  }

  @Test
  void everyServedDomainIsAskedAboutInConnectionsOfFour() throws IOException {
    List<String> domains = List.of("a.example", "b.example", "c.example", "d.example", "e.example");
    try (ScriptedServer server = server(CLOSED)) {
      SmtpDialogue dialogue =
          dialogue(server, new ProbeTarget("127.0.0.1", "mail.example.com", domains));

      assertThat(server.connections()).isEqualTo(3);
      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
      assertThat(dialogue.servedDomains()).isEqualTo(domains);
      for (String domain : domains) {
        assertThat(dialogue.attempts())
            .anyMatch(a ->
                a.form() == RecipientForm.PLAIN
                    && a.from().equals("todoku-probe@" + domain)
                    && a.to().equals(SmtpProbeFixture.RECIPIENT))
            .anyMatch(a ->
                a.form() == RecipientForm.ODD_LOCAL_PART
                    && a.to().equals("relay-test%probe.example@" + domain));
        assertThat(dialogue.commands())
            .filteredOn(c -> c.command().endsWith("@" + domain + ">"))
            .singleElement()
            .satisfies(c -> assertThat(c.reply().code()).isEqualTo(550));
      }
    }
  }

  @Test
  void domainsBeyondTwentyAreRecordedButNotAskedAbout() throws IOException {
    List<String> domains =
        IntStream.range(0, 21).mapToObj(i -> "d%02d.example".formatted(i)).toList();
    try (ScriptedServer server = server(CLOSED)) {
      SmtpDialogue dialogue =
          dialogue(server, new ProbeTarget("127.0.0.1", "mail.example.com", domains));

      assertThat(dialogue.servedDomains()).hasSize(21);
      assertThat(server.commands())
          .contains("MAIL FROM:<todoku-probe@d19.example>")
          .doesNotContain("MAIL FROM:<todoku-probe@d20.example>");
    }
  }

  /** As a server that lets one address connect only once in a while. */
  @Test
  void aServerThatTurnsTheSecondConnectionAwayIsNotSeenToTheEnd() throws IOException {
    AtomicInteger greeted = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.running(peer -> {
          peer.send(greeted.getAndIncrement() == 0 ? "220 mail.example.com" : "421 too often");
          peer.answerAll(CLOSED);
        })) {
      SmtpDialogue dialogue =
          dialogue(server, new ProbeTarget("127.0.0.1", "mail.example.com", List.of("a.example")));

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.TURNED_AWAY);
      assertThat(dialogue.greeting()).isEqualTo("mail.example.com");
      assertThat(dialogue.attempts()).hasSize(13);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "x>\r\nDATA", ""})
  void anInvalidDomainIsNeverSent(String domain) throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      SmtpDialogue dialogue =
          dialogue(server, new ProbeTarget("127.0.0.1", "mail.example.com", List.of(domain)));

      assertThat(dialogue.commands())
          .extracting(CommandReply::command)
          .noneMatch(c -> c.contains("RCPT"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"VRFY", "EXPN", "HELP"})
  void whenTheServerClosesHereRelayingIsStillJudged(String command) throws IOException {
    try (ScriptedServer server = server(c -> c.startsWith(command) ? null : CLOSED.apply(c))) {
      SmtpDialogue dialogue = dialogue(server);

      assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
      assertThat(dialogue.attempts()).hasSize(13).allMatch(a -> a.rcptReply() != null);
      assertThat(dialogue.commands().getLast().command()).startsWith(command);
      assertThat(dialogue.commands().getLast().reply()).isNull();
    }
  }

  @Test
  void a421DuringDisclosureEndsTheDialogue() throws IOException {
    try (ScriptedServer server = server(c -> c.startsWith("VRFY") ? "421 bye" : CLOSED.apply(c))) {
      assertThat(dialogue(server).ending()).isEqualTo(SmtpEnding.COMPLETE);
      assertThat(server.commands()).doesNotContain("HELP");
    }
  }
}
