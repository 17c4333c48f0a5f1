package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.MailboxProbe.imap;
import static io.todoku.collect.smtp.MailboxProbe.pop3;
import static io.todoku.collect.smtp.MailboxProbe.talk;
import static io.todoku.collect.smtp.MailboxProbe.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.Line;
import io.todoku.snapshot.Mailbox.Dialogue;
import io.todoku.snapshot.Mailbox.Ending;
import io.todoku.snapshot.Mailbox.Protocol;
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
class MailboxProberBadDaysTests {

  @ParameterizedTest
  @ValueSource(strings = {"-ERR too many connections", "-ERR"})
  void pop3MayTurnUsAway(String greeting) throws IOException {
    Dialogue dialogue = pop3(greeting, "+OK\nSTLS\n.");

    assertThat(dialogue.ending()).isEqualTo(Ending.TURNED_AWAY);
    assertThat(dialogue.greeting()).isNull();
    assertThat(dialogue.transcript()).extracting(Line::text).containsExactly(greeting);
  }

  @Test
  void imapMayTurnUsAway() throws IOException {
    assertThat(imap("* BYE too many connections", "").ending()).isEqualTo(Ending.TURNED_AWAY);
    assertThat(imap("* OK hi", "* BYE shutting down").ending()).isEqualTo(Ending.TURNED_AWAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2", "220 mail.example.com ESMTP", "+OKAY", "* OKAY", "", "?"})
  void somethingElseAnswers(String greeting) throws IOException {
    for (Protocol protocol : Protocol.values()) {
      Dialogue dialogue = talk(protocol, words(greeting, Map.of()));

      assertThat(dialogue.ending()).isEqualTo(Ending.NOT_UNDERSTOOD);
      assertThat(dialogue.greeting()).isNull();
    }
  }

  @Test
  void theOtherProtocolIsSomethingElse() throws IOException {
    assertThat(imap("+OK Dovecot ready.", "").ending()).isEqualTo(Ending.NOT_UNDERSTOOD);
    assertThat(pop3("* OK Dovecot ready.", "").ending()).isEqualTo(Ending.NOT_UNDERSTOOD);
  }

  @Test
  void wordsThatNobodyAskedForAreOutOfStep() throws IOException {
    assertThat(imap("* OK hi", "LOGINDISABLED\na1 OK").ending()).isEqualTo(Ending.NOT_UNDERSTOOD);
    assertThat(imap("* OK hi", "a9 OK\na1 OK").ending()).isEqualTo(Ending.NOT_UNDERSTOOD);
    assertThat(pop3("+OK hi", "STLS\n.").ending()).isEqualTo(Ending.NOT_UNDERSTOOD);
  }

  @ParameterizedTest
  @EnumSource
  void hostileOctetsAreMadeHarmless(Protocol protocol) throws IOException {
    String greeting = (protocol == Protocol.POP3 ? "+OK " : "* OK ") + "\u001b[2J\u0000\u00ff\r\r";

    Dialogue dialogue = talk(protocol, words(greeting, Map.of()));

    assertThat(dialogue.greeting()).contains("\\x1b[2J\\x00\\xff");
    assertThat(dialogue.ending()).isEqualTo(Ending.DROPPED);
  }

  @Test
  void aLineLongerThanPop3AllowsIsTooMuch() throws IOException {
    assertThat(pop3("+OK " + "x".repeat(507), "-ERR").ending()).isEqualTo(Ending.TOO_MUCH);
    assertThat(pop3("+OK", "+OK\nSASL " + "X".repeat(506) + "\n.").ending())
        .isEqualTo(Ending.TOO_MUCH);
  }

  @ParameterizedTest
  @EnumSource
  void anEndlessLineEndsAtTheBound(Protocol protocol) throws IOException {
    assertThat(
            talk(
                    protocol,
                    peer -> {
                      while (true) {
                        peer.raw("+OK and so on ".getBytes(StandardCharsets.US_ASCII));
                      }
                    })
                .ending())
        .isEqualTo(Ending.TOO_MUCH);
  }

  @Test
  void anEndlessAnswerEndsAtTheBound() throws IOException {
    assertThat(
            talk(
                    Protocol.POP3,
                    peer -> {
                      peer.say("+OK");
                      peer.hear();
                      peer.say("+OK");
                      while (true) {
                        peer.say("STLS");
                      }
                    })
                .ending())
        .isEqualTo(Ending.TOO_MUCH);
    assertThat(
            talk(
                    Protocol.IMAP,
                    peer -> {
                      peer.say("* OK");
                      peer.hear();
                      while (true) {
                        peer.say("* CAPABILITY LOGINDISABLED");
                      }
                    })
                .ending())
        .isEqualTo(Ending.TOO_MUCH);
    assertThat(imap("* OK", "* CAPABILITY" + " A".repeat(501) + "\na1 OK").ending())
        .isEqualTo(Ending.TOO_MUCH);
  }

  @ParameterizedTest
  @EnumSource
  void silenceEndsInTime(Protocol protocol) throws IOException {
    long start = System.nanoTime();

    assertThat(talk(protocol, peer -> peer.hear()).ending()).isEqualTo(Ending.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aTarpitEndsInTime() throws IOException {
    long start = System.nanoTime();

    assertThat(
            talk(
                    Protocol.POP3,
                    peer -> {
                      peer.say("+OK");
                      peer.hear();
                      peer.say("+OK");
                      for (int i = 0; i < 100; i++) {
                        peer.say("STLS");
                        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                      }
                    })
                .ending())
        .isEqualTo(Ending.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @EnumSource
  void aDropAtOnce(Protocol protocol) throws IOException {
    Dialogue dialogue = talk(protocol, peer -> {});

    assertThat(dialogue.ending()).isEqualTo(Ending.DROPPED);
    assertThat(dialogue.greeting()).isNull();
    assertThat(dialogue.transcript()).isEmpty();
  }

  @Test
  void aDropInTheMiddleLeavesNothingToBuildOn() throws IOException {
    Dialogue pop3 =
        talk(
            Protocol.POP3,
            peer -> {
              peer.say("+OK hi");
              peer.hear();
              peer.say("+OK\nSTLS");
            });
    assertThat(pop3.ending()).isEqualTo(Ending.DROPPED);
    assertThat(pop3.capabilities()).isNull();
    assertThat(pop3.greeting()).isEqualTo("+OK hi");

    Dialogue imap =
        talk(
            Protocol.IMAP,
            peer -> {
              peer.say("* OK hi");
              peer.hear();
              peer.say("* CAPABILITY LOGINDISABLED");
            });
    assertThat(imap.ending()).isEqualTo(Ending.DROPPED);
    assertThat(imap.capabilities()).isNull();
  }
}
