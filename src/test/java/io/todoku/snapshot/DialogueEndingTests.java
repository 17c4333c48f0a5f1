package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogueEndingTests {

  @ParameterizedTest
  @CsvSource({
    "COMPLETE,        COMPLETE,        INCONCLUSIVE",
    "NOTHING_LISTENS, NOTHING_LISTENS, UNREACHABLE",
    "TURNED_AWAY,     TURNED_AWAY,     REFUSED",
    "DROPPED,         DROPPED,         CUT_OFF",
    "TIMEOUT,         TIMEOUT,         TIMEOUT",
    "TOO_MUCH,        TOO_MUCH,        MALFORMED",
    "NOT_SMTP,        NOT_UNDERSTOOD,  MALFORMED"
  })
  void anEndingHasOneCauseInSmtpAndInPop3OrImap(
      SmtpEnding smtpEnding, MailboxEnding mailboxEnding, ReasonKind cause) {
    assertThat(smtpEnding.cause()).isEqualTo(cause);
    assertThat(mailboxEnding.cause()).isEqualTo(cause);
    assertThat(MailboxEnding.of(smtpEnding)).isEqualTo(mailboxEnding);
  }

  @Test
  void theTableHasARowForEachEnding() {
    assertThat(SmtpEnding.values()).hasSize(7);
    assertThat(MailboxEnding.values()).hasSize(7);
  }

  private static TranscriptLine sent(String text) {
    return new TranscriptLine(true, text, SnapshotBuilder.NOW);
  }

  private static TranscriptLine received(String text) {
    return new TranscriptLine(false, text, SnapshotBuilder.NOW);
  }

  @Test
  void aTranscriptLineShowsItsDirection() {
    assertThat(sent("EHLO probe.example").withDirection()).isEqualTo("> EHLO probe.example");
    assertThat(received("250 ok").withDirection()).isEqualTo("< 250 ok");
  }

  @Test
  void theLastReceivedLineIsFoundBeforeCommandsWithoutReply() {
    assertThat(
            TranscriptLine.lastReceived(
                List.of(received("220 hi"), sent("EHLO a"), received("250 ok"), sent("QUIT"))))
        .isEqualTo("250 ok");
    assertThat(TranscriptLine.lastReceived(List.of(sent("QUIT")))).isEmpty();
    assertThat(TranscriptLine.lastReceived(List.of())).isEmpty();
  }
}
