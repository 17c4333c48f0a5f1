package io.todoku.rule.server;

import static io.todoku.rule.server.RemedyAssertions.assertNeutral;
import static io.todoku.rule.server.RemedyAssertions.assertNoPostfixCommands;
import static io.todoku.rule.server.RemedyAssertions.assertTextsExist;
import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoUserEnumerationTests {

  private static final String ADDRESS = "203.0.113.9";

  private static Finding judge(SmtpDialogueBuilder server) {
    return onlyFinding(
        new NoUserEnumeration(), aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, server.build()));
  }

  @ParameterizedTest
  @CsvSource({
    "252, 502, UNKNOWN",
    "550, 550, PASS",
    "502, 502, PASS",
    "250, 502, WARN",
    "251, 502, WARN",
    "252, 250, WARN",
    "450, 250, WARN",
    "450, 502, UNKNOWN",
    "252, 421, UNKNOWN",
    "214, 502, UNKNOWN"
  })
  void judgesBoth(int verify, int expand, Verdict verdict) {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", verify, "postmaster@example.com")
                .withReply("EXPN postmaster", expand, "no"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.unknownReason() != null).isEqualTo(verdict == Verdict.UNKNOWN);
    assertThat(finding.evidence().getFirst().answer())
        .contains("VRFY postmaster: " + verify + " postmaster@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "252, 2.0.0 postmaster, 252, 2.0.0 todoku-0f3a91c2, PASS",
    "252, 2.0.0 postmaster, 550, 5.1.1 <todoku-0f3a91c2>: Recipient address rejected, WARN",
    "252, 2.1.5 postmaster, 252, 2.0.0 todoku-0f3a91c2, WARN",
    "550, 5.7.1 no, 550, 5.7.1 no, PASS",
    "550, 5.7.1 no, 550, 5.1.1 no, WARN",
    "553, no, 550, no, WARN",
    "252, 2.0.0 postmaster, 450, 4.3.0 later, UNKNOWN",
    "252, 2.0.0 postmaster, 250, ok, WARN",
    "550, 5.7.0 Administrative prohibition, 550, 5.1.1 no, PASS"
  })
  void comparesAMailboxThatExistsWithOneThatNobodyHas(
      int existing, String text, int nonexistent, String otherText, Verdict verdict) {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", existing, text)
                .withReply("VRFY todoku-0f3a91c2", nonexistent, otherText)
                .withReply("EXPN postmaster", 502, "5.5.2 Error: command not recognized"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.evidence().getFirst().answer())
        .contains(
            "VRFY postmaster: " + existing + " " + text,
            "VRFY todoku-0f3a91c2: " + nonexistent + " " + otherText);
  }

  @Test
  void namesTheCommandThatAnswersDifferently() {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", 502, "no")
                .withReply("EXPN postmaster", 252, "ok")
                .withReply("EXPN todoku-0f3a91c2", 550, "no"));

    assertThat(finding.summary())
        .isEqualTo(Text.of("no-user-enumeration.warn.differs", ADDRESS, "EXPN"));
  }

  @Test
  void isUnknownWhereOneWasNotAnswered() {
    assertThat(judge(aServer()).unknownReason().kind()).isEqualTo(ReasonKind.NOT_ASKED);
    assertThat(
            judge(aServer().withReply("VRFY postmaster", 252, "ok").withoutReply("EXPN postmaster"))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(aServer().withReply("VRFY postmaster", 252, "ok")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  private static Remedy remedy(SmtpDialogueBuilder server) {
    return judge(server.withReply("VRFY root", 250, "root")).remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(SmtpSoftware software) {
    Remedy remedy = remedy(SoftwareDialogues.aServerRunning(software));

    assertTextsExist(NoUserEnumeration.ID, remedy);
    assertNoPostfixCommands(remedy);
  }

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    Remedy postfix = remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX));
    Remedy unknown = remedy(aServer());

    assertThat(postfix.commands())
        .anyMatch(command -> command.contains("disable_vrfy_command = yes"));
    assertThat(postfix.steps().getFirst().key())
        .isEqualTo(NoUserEnumeration.ID + ".do.disable.postfix");
    assertThat(remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).commands()).isEmpty();
    assertThat(
            remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).steps().getFirst().key())
        .isEqualTo(NoUserEnumeration.ID + ".do.disable.qmail");
    assertNeutral(unknown);
  }

  @Test
  void anExim252ThatProhibitsTheCommandTellsNothing() {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", 252, "Administrative prohibition")
                .withReply(
                    "VRFY todoku-1", 501, "todoku-1: recipient address must contain a domain")
                .withReply("EXPN postmaster", 550, "Administrative prohibition")
                .withReply("EXPN todoku-1", 550, "Administrative prohibition"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aSyntaxErrorIsNoAnswerAboutAMailbox() {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", 252, "2.0.0 postmaster")
                .withReply("VRFY todoku-1", 501, "5.1.3 domain missing")
                .withReply("EXPN postmaster", 502, "no"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aMailboxThatIsUnknownForNowIsToldFromOneThatExists() {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", 252, "2.0.0 postmaster")
                .withReply(
                    "VRFY todoku-1",
                    450,
                    "4.1.1 <todoku-1>: Recipient address rejected: User unknown in local recipient"
                        + " table")
                .withReply("EXPN postmaster", 502, "5.5.2 Error: command not recognized"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("no-user-enumeration.warn.differs", ADDRESS, "VRFY"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          530 | 5.7.0 Must issue a STARTTLS command first
          554 | 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org
          504 | 5.5.2 <probe>: Helo command rejected: need fully-qualified hostname
          """)
  void aRefusedClientWasToldNothingOfAnyMailbox(int code, String text) {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", code, text)
                .withReply("VRFY todoku-1", code, text)
                .withReply("EXPN postmaster", 502, "5.5.2 Error: command not recognized"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason())
        .isEqualTo(
            Reason.of(
                ReasonKind.INCONCLUSIVE, ADDRESS + ":25", "VRFY todoku-1: " + code + " " + text));
  }

  @Test
  void theReasonNamesTheCommandThatShowsNothing() {
    Finding finding =
        judge(
            aServer()
                .withReply("VRFY postmaster", 252, "2.0.0 postmaster")
                .withReply("VRFY todoku-1", 450, "4.2.0 Greylisted")
                .withReply("EXPN postmaster", 502, "5.5.2 Error: command not recognized"));

    assertThat(finding.unknownReason())
        .isEqualTo(
            Reason.of(
                ReasonKind.INCONCLUSIVE, ADDRESS + ":25", "VRFY todoku-1: 450 4.2.0 Greylisted"));
  }
}
