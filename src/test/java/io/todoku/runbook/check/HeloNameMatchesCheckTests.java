package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The name by which a server calls itself. */
class HeloNameMatchesCheckTests {

  private static final String NAME = "mail2.example.com";

  private static CheckOutcome of(
      @Nullable String greeting, @Nullable String ehlo, SmtpEnding ending) {
    return of(
        new SmtpDialogue(
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

  private static CheckOutcome of(SmtpDialogue dialogue) {
    return new HeloNameMatchesCheck(FIRST_ADDRESS, NAME)
        .evaluate(MigrationScenario.keepName().server(FIRST_ADDRESS, dialogue).checkContext());
  }

  @Test
  void byThisNameOnly() {
    assertThat(of(NAME + " ESMTP", NAME, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(of("MAIL2.example.com. ESMTP", NAME, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(of("ESMTP", NAME, SmtpEnding.COMPLETE).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(of("localhost ESMTP", NAME, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.NOT_YET);
    assertThat(of(NAME + " ESMTP", "mail.example.com", SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void aServerThatTakesHeloAlone() {
    assertThat(of(NAME + " ESMTP", null, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.HOLDS);
  }

  /** What it would have said is not known: it does not show that the name is another. */
  @ParameterizedTest
  @EnumSource(names = {"TURNED_AWAY", "DROPPED", "TIMEOUT", "TOO_MUCH", "NOT_SMTP"})
  void aServerThatBreaksOff(SmtpEnding ending) {
    assertThat(of(NAME + " ESMTP", null, ending).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of((String) null, null, ending).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of((String) null, null, ending).unknown()).isNotNull();
    assertThat(of("other.example.com ESMTP", null, ending).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void aServerThatHidesItsName() {
    assertThat(of("*****", null, SmtpEnding.COMPLETE).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  @Test
  void nothingListens() {
    assertThat(of(SmtpDialogue.CONNECTION_REFUSED).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void noAnswer() {
    assertThat(
            new HeloNameMatchesCheck(FIRST_ADDRESS, NAME)
                .evaluate(MigrationScenario.keepName().serverSilent(FIRST_ADDRESS).checkContext())
                .unknown()
                .cause())
        .isEqualTo(Cause.TIMEOUT);
    assertThat(
            new HeloNameMatchesCheck(FIRST_ADDRESS, NAME)
                .evaluate(MigrationScenario.keepName().checkContext())
                .unknown()
                .cause())
        .isEqualTo(Cause.NOT_ASKED);
  }
}
