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
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectsUnknownRecipientsTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String UNKNOWN_RECIPIENT = "RCPT TO:<todoku-0f3a91c2@example.com>";

  private static SnapshotBuilder mxServer() {
    return aSnapshot()
        .withSender(ADDRESS)
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mx.example.com")
        .dns("mx.example.com", "A", ADDRESS)
        .ptr(ADDRESS, "mx.example.com");
  }

  private static Finding judge(SnapshotBuilder world, SmtpDialogueBuilder server) {
    return onlyFinding(new RejectsUnknownRecipients(), world.dialogue(ADDRESS, server.build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.1.1 <x@example.com>: Recipient address rejected: User unknown in local recipient table",
        "No such user here",
        "Unrouteable address",
        "Unknown user",
        "Mailbox not found",
        "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "sorry, no mailbox here by that name. (#5.1.1)"
      })
  void passesWhereTheMailboxIsRefused(String words) {
    Finding finding = judge(mxServer(), aServer().withReply(UNKNOWN_RECIPIENT, 550, words));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence().getFirst().answer())
        .anyMatch(line -> line.contains(UNKNOWN_RECIPIENT));
  }

  @ParameterizedTest
  @ValueSource(ints = {250, 251, 252})
  void warnsWhereItIsAccepted(int code) {
    Finding finding = judge(mxServer(), aServer().withReply(UNKNOWN_RECIPIENT, code, "ok"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.remedy().steps().getFirst().key())
        .isEqualTo("rejects-unknown-recipients.do.catch-all");
  }

  @ParameterizedTest
  @CsvSource({
    "450, 4.2.0 greylisted",
    "450, 4.1.1 User unknown",
    "554, 5.7.1 Client host blocked",
    "550, 5.7.1 Relay access denied",
    "504, 5.5.2 <probe.example>: Helo command rejected: Host not found",
    "550, 5.1.8 <todoku-probe@probe.example>: Sender address rejected: Domain not found",
    "550, 5.1.1 Sender address rejected: User unknown",
    "550, 5.7.25 unknown client host",
    "550, unknown client",
    "550, Host not found",
    "550, 5.1.0 rejected",
    "550, 5.1.1 blocked",
    "550, no"
  })
  void isUnknownForAnyOtherAnswer(int code, String words) {
    assertThat(
            judge(mxServer(), aServer().withReply(UNKNOWN_RECIPIENT, code, words))
                .unknownReason()
                .kind())
        .isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @Test
  void isUnknownWithoutAnAnswer() {
    assertThat(judge(mxServer(), aServer().withoutReply(UNKNOWN_RECIPIENT)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(mxServer(), aServer().withReply("HELP", 214, "x")).unknownReason().kind())
        .isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void doesNotApplyWhereTheMailOfNoDomainComesIn() {
    SnapshotBuilder elsewhere = aSnapshot().withSender(ADDRESS).ptr(ADDRESS, "mx.example.com");

    assertThat(judge(elsewhere, aServer().withReply("HELP", 214, "x")).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhereTheMxCouldNotBeLookedUp() {
    SnapshotBuilder hidden =
        aSnapshot()
            .withSender(ADDRESS)
            .withDomain("example.com")
            .dnsUnknown("example.com", "MX", ReasonKind.SERVFAIL);

    assertThat(judge(hidden, aServer().withReply("HELP", 214, "x")).unknownReason().kind())
        .isEqualTo(ReasonKind.SERVFAIL);
  }

  private static Remedy remedy(SmtpDialogueBuilder server) {
    return judge(mxServer(), server.withReply(UNKNOWN_RECIPIENT, 250, "ok")).remedy();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTFIX")
  void givesNoLinesOfPostfixToAnother(SmtpSoftware software) {
    Remedy remedy = remedy(SoftwareDialogues.aServerRunning(software));

    assertTextsExist(RejectsUnknownRecipients.ID, remedy);
    assertNoPostfixCommands(remedy);
  }

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    Remedy postfix = remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX));
    Remedy unknown = remedy(aServer());

    assertThat(postfix.commands())
        .anyMatch(command -> command.contains("smtpd_reject_unlisted_recipient = yes"));
    assertThat(postfix.steps())
        .extracting(Text::key)
        .containsExactly(
            RejectsUnknownRecipients.ID + ".do.catch-all",
            RejectsUnknownRecipients.ID + ".do.know.look",
            RejectsUnknownRecipients.ID + ".do.know.postfix");
    assertThat(postfix.changes()).hasSize(1);
    assertThat(remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).commands())
        .anyMatch(command -> command.contains("reject-recipient=invalid"));
    assertThat(remedy(SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)).steps().getLast().key())
        .as("the lines that it announces follow it")
        .isEqualTo(RejectsUnknownRecipients.ID + ".do.know.qmail");
    assertNeutral(unknown);
  }
}
