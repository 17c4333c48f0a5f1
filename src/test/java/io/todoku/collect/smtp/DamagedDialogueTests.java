package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.testing.InputMutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever a mail server answers, a dialogue ends in one of its ways and holds what is allowed. */
class DamagedDialogueTests {

  /** Ends a reply in the damaged text. */
  private static final char NEXT = '\u001e';

  private static final ProbeLimits LIMITS =
      new ProbeLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ZERO,
          2048,
          128,
          64 * 1024);

  private static byte[] dialogue(String... replies) {
    return String.join(String.valueOf(NEXT), replies).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static MailConnection connection(byte[] dialogue) throws IOException {
    List<byte[]> replies = new ArrayList<>();
    for (String reply :
        new String(dialogue, StandardCharsets.ISO_8859_1).split(String.valueOf(NEXT), -1)) {
      replies.add(reply.getBytes(StandardCharsets.ISO_8859_1));
    }
    return new MailConnection(new RepliesSocket(replies), LIMITS, Clock.systemUTC());
  }

  @Test
  void aDialogueInSmtpEnds() {
    List<byte[]> valid =
        List.of(
            dialogue(
                "220 mail.example.com ESMTP\r\n",
                "250-mail.example.com\r\n250-SIZE 1000000\r\n250 8BITMIME\r\n",
                "250 ok\r\n",
                "554 5.7.1 Relay access denied\r\n",
                "250 ok\r\n",
                "252 2.0.0 cannot say\r\n",
                "502 5.5.1 not here\r\n",
                "250 ok\r\n",
                "550 5.1.1 no such user\r\n",
                "250 ok\r\n",
                "221 bye\r\n"),
            dialogue("421 too busy\r\n"),
            dialogue(
                "220 x\r\n", "502 no\r\n", "250 x\r\n", "250 ok\r\n", "250 ok\r\n", "221\r\n"));
    List<RelayForms.Envelope> forms =
        RelayForms.ofServedDomains("a@probe.example", "b@probe.example", List.of("example.com"));
    Set<SmtpEnding> endings = EnumSet.noneOf(SmtpEnding.class);
    for (int number = 0; number < InputMutator.inputs(); number++) {
      try {
        SmtpDialogue dialogue =
            new SmtpConversation(
                    connection(InputMutator.mutate(valid, number)),
                    "probe.example",
                    LIMITS,
                    Clock.systemUTC())
                .run(_ -> forms, "probe.example", true, "nobody", "", List.of("example.com"));
        endings.add(dialogue.ending());
        assertThat(dialogue.transcript()).hasSizeLessThanOrEqualTo(501);
      } catch (Exception | StackOverflowError crash) {
        fail("the dialogue of number " + number, crash);
      }
    }
    assertThat(endings).contains(SmtpEnding.COMPLETE, SmtpEnding.DROPPED, SmtpEnding.NOT_SMTP);
  }

  @Test
  void aDialogueInImapOrPop3Ends() {
    List<byte[]> imap =
        List.of(
            dialogue(
                "* OK [CAPABILITY IMAP4rev1] ready\r\n",
                "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\na1 OK done\r\n",
                "* BYE\r\na2 OK\r\n"));
    List<byte[]> pop3 =
        List.of(dialogue("+OK ready\r\n", "+OK\r\nSTLS\r\nUSER\r\n.\r\n", "+OK bye\r\n"));
    for (Protocol protocol : Protocol.values()) {
      List<byte[]> valid = protocol == Protocol.IMAP ? imap : pop3;
      Set<MailboxEnding> endings = EnumSet.noneOf(MailboxEnding.class);
      for (int number = 0; number < InputMutator.inputs(); number++) {
        try {
          endings.add(
              MailboxProber.runDialogue(
                      connection(InputMutator.mutate(valid, number)),
                      MailboxProber.clientFor(protocol))
                  .ending());
        } catch (Exception | StackOverflowError crash) {
          fail("the " + protocol + " dialogue of number " + number, crash);
        }
      }
      assertThat(endings)
          .as(protocol.name())
          .hasSizeGreaterThan(1)
          .contains(MailboxEnding.COMPLETE);
    }
  }
}
