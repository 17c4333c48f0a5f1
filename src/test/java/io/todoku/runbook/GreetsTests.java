package io.todoku.runbook;

import static io.todoku.runbook.Scenery.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The name by which a server calls itself. */
class GreetsTests {

  private static final String NAME = "mail2.example.com";

  private static Outcome of(@Nullable String greeting, @Nullable String ehlo, Ending ending) {
    return of(
        new Dialogue(
            true,
            greeting,
            ehlo,
            List.of(),
            List.of(),
            List.of(),
            Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", "")),
            null,
            false,
            ending,
            List.of()));
  }

  private static Outcome of(Dialogue dialogue) {
    return new Greets(ONE, NAME).in(Scenery.keepName().server(ONE, dialogue).scene());
  }

  @Test
  void byThisNameOnly() {
    assertThat(of(NAME + " ESMTP", NAME, Ending.COMPLETE).result()).isEqualTo(Result.HOLDS);
    assertThat(of("MAIL2.example.com. ESMTP", NAME, Ending.COMPLETE).result())
        .isEqualTo(Result.HOLDS);
    assertThat(of("ESMTP", NAME, Ending.COMPLETE).result()).isEqualTo(Result.HOLDS);
    assertThat(of("localhost ESMTP", NAME, Ending.COMPLETE).result()).isEqualTo(Result.NOT_YET);
    assertThat(of(NAME + " ESMTP", "mail.example.com", Ending.COMPLETE).result())
        .isEqualTo(Result.NOT_YET);
  }

  @Test
  void aServerThatTakesHeloAlone() {
    assertThat(of(NAME + " ESMTP", null, Ending.COMPLETE).result()).isEqualTo(Result.HOLDS);
  }

  /** What it would have said is not known: it does not show that the name is another. */
  @ParameterizedTest
  @EnumSource(names = {"TURNED_AWAY", "DROPPED", "TIMEOUT", "TOO_MUCH", "NOT_SMTP"})
  void aServerThatBreaksOff(Ending ending) {
    assertThat(of(NAME + " ESMTP", null, ending).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of((String) null, null, ending).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of((String) null, null, ending).unknown()).isNotNull();
    assertThat(of("other.example.com ESMTP", null, ending).result()).isEqualTo(Result.NOT_YET);
  }

  @Test
  void aServerThatHidesItsName() {
    assertThat(of("*****", null, Ending.COMPLETE).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void nothingListens() {
    assertThat(of(Dialogue.NOTHING).result()).isEqualTo(Result.NOT_YET);
  }

  @Test
  void noAnswer() {
    assertThat(
            new Greets(ONE, NAME)
                .in(Scenery.keepName().serverSilent(ONE).scene())
                .unknown()
                .cause())
        .isEqualTo(Cause.TIMEOUT);
    assertThat(new Greets(ONE, NAME).in(Scenery.keepName().scene()).unknown().cause())
        .isEqualTo(Cause.NOT_ASKED);
  }
}
