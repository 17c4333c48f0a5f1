package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.message;
import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.ReasonKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The host name that a mail server gives in its greeting and its reply to EHLO. */
class HeloNameMatchesCheckTests {

  private static final String NAME = "mail2.example.com";

  private static CheckOutcome evaluate(
      @Nullable String greeting, @Nullable String ehlo, SmtpEnding ending) {
    return evaluate(aServer().names(greeting, ehlo).withoutRelayTest().ending(ending).build());
  }

  private static CheckOutcome evaluate(SmtpDialogue dialogue) {
    return new HeloNameMatchesCheck(FIRST_ADDRESS, NAME)
        .evaluate(MigrationScenario.keepName().server(FIRST_ADDRESS, dialogue).checkContext());
  }

  @Test
  void theGreetingAndTheEhloReplyMustGiveTheExpectedName() {
    assertThat(evaluate(NAME + " ESMTP", NAME, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate("MAIL2.example.com. ESMTP", NAME, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate("ESMTP", NAME, SmtpEnding.COMPLETE).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(message(evaluate(NAME + " ESMTP", NAME, SmtpEnding.COMPLETE)))
        .isEqualTo("198.51.100.1:25 identifies itself as mail2.example.com.");
    assertThat(message(evaluate("localhost ESMTP", "localhost", SmtpEnding.COMPLETE)))
        .isEqualTo("198.51.100.1:25 identifies itself as localhost, not mail2.example.com.");
    assertThat(evaluate("localhost ESMTP", NAME, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.NOT_YET);
    assertThat(evaluate(NAME + " ESMTP", "mail.example.com", SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void withoutAnEhloReplyTheGreetingIsEnough() {
    assertThat(evaluate(NAME + " ESMTP", null, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.HOLDS);
  }

  /** The server might have given the expected name, so nothing shows another one. */
  @ParameterizedTest
  @EnumSource(names = {"TURNED_AWAY", "DROPPED", "TIMEOUT", "TOO_MUCH", "NOT_SMTP"})
  void whenTheDialogueEndsBeforeTheEhloReplyTheResultIsUnknown(SmtpEnding ending) {
    assertThat(evaluate(NAME + " ESMTP", null, ending).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate((String) null, null, ending).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate((String) null, null, ending).unknown()).isNotNull();
    assertThat(evaluate("other.example.com ESMTP", null, ending).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void aGreetingWithoutANameIsUnknown() {
    assertThat(evaluate("*****", null, SmtpEnding.COMPLETE).result())
        .isEqualTo(CheckResult.UNKNOWN);
  }

  @Test
  void whenNothingListensTheCheckDoesNotHold() {
    assertThat(evaluate(SmtpDialogue.CONNECTION_REFUSED).result()).isEqualTo(CheckResult.NOT_YET);
    assertThat(message(evaluate(SmtpDialogue.CONNECTION_REFUSED)))
        .isEqualTo("Nothing listens at 198.51.100.1:25.");
  }

  @Test
  void aServerThatTimesOutOrWasNotProbedIsUnknown() {
    assertThat(
            new HeloNameMatchesCheck(FIRST_ADDRESS, NAME)
                .evaluate(MigrationScenario.keepName().serverTimesOut(FIRST_ADDRESS).checkContext())
                .unknown()
                .kind())
        .isEqualTo(ReasonKind.TIMEOUT);
    assertThat(
            new HeloNameMatchesCheck(FIRST_ADDRESS, NAME)
                .evaluate(MigrationScenario.keepName().checkContext())
                .unknown()
                .kind())
        .isEqualTo(ReasonKind.NOT_ASKED);
  }
}
