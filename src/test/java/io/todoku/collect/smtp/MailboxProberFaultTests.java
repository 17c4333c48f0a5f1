package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.MailboxProbeFixture.IMPATIENT;
import static io.todoku.collect.smtp.MailboxProbeFixture.answering;
import static io.todoku.collect.smtp.MailboxProbeFixture.dialogue;
import static io.todoku.collect.smtp.MailboxProbeFixture.imap;
import static io.todoku.collect.smtp.MailboxProbeFixture.pop3;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers for fetching mail that turn away, speak something else, say too much or nothing. */
class MailboxProberFaultTests {

  @ParameterizedTest
  @ValueSource(strings = {"-ERR too many connections", "-ERR"})
  void whenPop3RefusesAtTheGreetingTheEndingIsTurnedAway(String greeting) throws IOException {
    MailboxDialogue dialogue = pop3(greeting, "+OK\nSTLS\n.");

    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.TURNED_AWAY);
    assertThat(dialogue.greeting()).isNull();
    assertThat(dialogue.transcript()).extracting(TranscriptLine::text).containsExactly(greeting);
  }

  @Test
  void whenImapRefusesAtTheGreetingTheEndingIsTurnedAway() throws IOException {
    assertThat(imap("* BYE too many connections", "").ending())
        .isEqualTo(MailboxEnding.TURNED_AWAY);
    assertThat(imap("* OK hi", "* BYE shutting down").ending())
        .isEqualTo(MailboxEnding.TURNED_AWAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2", "220 mail.example.com ESMTP", "+OKAY", "* OKAY", "", "?"})
  void aGreetingOfAnotherServiceIsNotTheProtocol(String greeting) throws IOException {
    for (Protocol protocol : Protocol.values()) {
      MailboxDialogue dialogue = dialogue(protocol, answering(greeting, Map.of()));

      assertThat(dialogue.ending()).isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
      assertThat(dialogue.greeting()).isNull();
    }
  }

  @Test
  void aGreetingOfTheOtherProtocolIsNotTheProtocol() throws IOException {
    assertThat(imap("+OK Dovecot ready.", "").ending()).isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
    assertThat(pop3("* OK Dovecot ready.", "").ending()).isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
  }

  @Test
  void unrequestedRepliesEndTheDialogue() throws IOException {
    assertThat(imap("* OK hi", "LOGINDISABLED\na1 OK").ending())
        .isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
    assertThat(imap("* OK hi", "a9 OK\na1 OK").ending()).isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
    assertThat(pop3("+OK hi", "STLS\n.").ending()).isEqualTo(MailboxEnding.NOT_UNDERSTOOD);
  }

  @ParameterizedTest
  @EnumSource
  void unprintableOctetsAreEscaped(Protocol protocol) throws IOException {
    String greeting = (protocol == Protocol.POP3 ? "+OK " : "* OK ") + "\u001b[2J\u0000\u00ff\r\r";

    MailboxDialogue dialogue = dialogue(protocol, answering(greeting, Map.of()));

    assertThat(dialogue.greeting()).contains("\\x1b[2J\\x00\\xff");
    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.DROPPED);
  }

  @Test
  void aLineLongerThanPop3AllowsEndsTheDialogue() throws IOException {
    assertThat(pop3("+OK " + "x".repeat(507), "-ERR").ending()).isEqualTo(MailboxEnding.TOO_MUCH);
    assertThat(pop3("+OK", "+OK\nSASL " + "X".repeat(506) + "\n.").ending())
        .isEqualTo(MailboxEnding.TOO_MUCH);
  }

  @ParameterizedTest
  @EnumSource
  void anEndlessLineEndsAtTheBound(Protocol protocol) throws IOException {
    assertThat(
            dialogue(
                    protocol,
                    peer -> {
                      while (true) {
                        peer.sendRaw("+OK and so on ".getBytes(StandardCharsets.US_ASCII));
                      }
                    })
                .ending())
        .isEqualTo(MailboxEnding.TOO_MUCH);
  }

  @Test
  void anEndlessAnswerEndsAtTheBound() throws IOException {
    assertThat(
            dialogue(
                    Protocol.POP3,
                    peer -> {
                      peer.send("+OK");
                      peer.readCommand();
                      peer.send("+OK");
                      while (true) {
                        peer.send("STLS");
                      }
                    })
                .ending())
        .isEqualTo(MailboxEnding.TOO_MUCH);
    assertThat(
            dialogue(
                    Protocol.IMAP,
                    peer -> {
                      peer.send("* OK");
                      peer.readCommand();
                      while (true) {
                        peer.send("* CAPABILITY LOGINDISABLED");
                      }
                    })
                .ending())
        .isEqualTo(MailboxEnding.TOO_MUCH);
    assertThat(imap("* OK", "* CAPABILITY" + " A".repeat(501) + "\na1 OK").ending())
        .isEqualTo(MailboxEnding.TOO_MUCH);
  }

  @ParameterizedTest
  @EnumSource
  void whenTheServerDoesNotReplyTheDialogueTimesOut(Protocol protocol) throws IOException {
    long start = System.nanoTime();

    assertThat(dialogue(IMPATIENT, protocol, peer -> peer.readCommand()).ending())
        .isEqualTo(MailboxEnding.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whenTheServerSendsOctetByOctetTheDialogueTimesOut() throws IOException {
    long start = System.nanoTime();

    assertThat(
            dialogue(
                    IMPATIENT,
                    Protocol.POP3,
                    peer -> {
                      peer.send("+OK");
                      peer.readCommand();
                      peer.send("+OK");
                      for (int i = 0; i < 100; i++) {
                        peer.send("STLS");
                        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                      }
                    })
                .ending())
        .isEqualTo(MailboxEnding.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @EnumSource
  void whenTheServerClosesAtOnceTheEndingIsDropped(Protocol protocol) throws IOException {
    MailboxDialogue dialogue = dialogue(protocol, peer -> {});

    assertThat(dialogue.ending()).isEqualTo(MailboxEnding.DROPPED);
    assertThat(dialogue.greeting()).isNull();
    assertThat(dialogue.transcript()).isEmpty();
  }

  @Test
  void whenTheServerClosesInAnAnswerCapabilitiesAreUnknown() throws IOException {
    MailboxDialogue pop3 =
        dialogue(
            Protocol.POP3,
            peer -> {
              peer.send("+OK hi");
              peer.readCommand();
              peer.send("+OK\nSTLS");
            });
    assertThat(pop3.ending()).isEqualTo(MailboxEnding.DROPPED);
    assertThat(pop3.capabilities()).isNull();
    assertThat(pop3.greeting()).isEqualTo("+OK hi");

    MailboxDialogue imap =
        dialogue(
            Protocol.IMAP,
            peer -> {
              peer.send("* OK hi");
              peer.readCommand();
              peer.send("* CAPABILITY LOGINDISABLED");
            });
    assertThat(imap.ending()).isEqualTo(MailboxEnding.DROPPED);
    assertThat(imap.capabilities()).isNull();
  }
}
