package io.todoku.rule.server;

import static io.todoku.rule.server.RemedyAssertions.assertTextsExist;
import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.SmtpDialogueBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtaMaintainedTests {

  private static final String ADDRESS = "203.0.113.9";

  private static Finding judge(SmtpDialogueBuilder server) {
    return onlyFinding(
        new MtaMaintained(), aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, server.build()));
  }

  private static SmtpDialogueBuilder postfix() {
    return aServer().greeting("mail.example.com ESMTP Postfix (Debian/GNU)");
  }

  private static SmtpDialogueBuilder exim(String version) {
    return aServer()
        .greeting("mail.example.com ESMTP Exim " + version + " Wed, 25 Nov 2026 12:00:00 +0900")
        .refusal("relay not permitted");
  }

  private static SmtpDialogueBuilder qmail() {
    return aServer()
        .greeting("mail.example.com ESMTP")
        .withReply("VRFY postmaster", 252, "send some mail, i'll try my best")
        .withReply("HELP", 214, "netqmail home page: http://qmail.org/netqmail")
        .refusal("sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)");
  }

  @Test
  void passesForSoftwareThatIsMended() {
    Finding finding =
        judge(
            aServer()
                .greeting("mail.example.com ESMTP Postfix (3.9.1)")
                .refusal("5.7.1 <b@probe.example>: Relay access denied"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary().arguments()).contains("Postfix 3.9.1");
    assertThat(finding.evidence().getFirst().answer()).contains("Postfix: Relay access denied");
  }

  @Test
  void warnsOfTheQmailFamilyHoweverItGreets() {
    assertThat(judge(qmail()).verdict()).isEqualTo(Verdict.WARN);
    assertThat(judge(qmail()).remedy().steps().getFirst().key())
        .isEqualTo("mta-maintained.do.update.qmail");
    assertThat(judge(qmail().greeting("mail.example.com ESMTP Postfix")).verdict())
        .as("a greeting is anybody's words")
        .isEqualTo(Verdict.WARN);
  }

  @ParameterizedTest
  @CsvSource({
    "4.98, PASS",
    "4.94.2, PASS",
    "4.100, PASS",
    "5.0, PASS",
    "4.93, WARN",
    "4.84_2, WARN",
    "3.36, WARN"
  })
  void warnsOfEximThatNobodyMends(String version, Verdict verdict) {
    Finding finding = judge(exim(version));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.remedy().commands())
        .isEqualTo(verdict == Verdict.WARN ? List.of("exim -bV") : List.of());
  }

  @ParameterizedTest
  @CsvSource({"8.18.1, PASS", "8.15.2, PASS", "8.14.7, WARN", "8.9.3, WARN"})
  void warnsOfSendmailThatNobodyMends(String version, Verdict verdict) {
    SmtpDialogueBuilder sendmail =
        aServer()
            .greeting("mail.example.com ESMTP Sendmail " + version + "/" + version + "; Wed")
            .refusal("5.7.1 <b@probe.example>... Relaying denied");

    assertThat(judge(sendmail).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "3.10.1, PASS",
    "3.7.0, PASS",
    "4.0, PASS",
    "3.6.4, WARN",
    "2.10.1, WARN",
    "(2.11.0), WARN",
    "(Debian/GNU), UNKNOWN",
    "(Ubuntu), UNKNOWN",
    "3, UNKNOWN"
  })
  void warnsOfPostfixThatSaysItIsOld(String version, Verdict verdict) {
    Finding finding =
        judge(
            aServer()
                .greeting("mail.example.com ESMTP Postfix " + version)
                .refusal("5.7.1 <b@probe.example>: Relay access denied"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    if (verdict == Verdict.WARN) {
      assertTextsExist(MtaMaintained.ID, finding.remedy());
      assertThat(finding.remedy().commands()).containsExactly("postconf mail_version");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "', Version: 5.0.2195.6713', WARN",
    "', Version: 6.0.3790.4675', WARN",
    "', Version: 7.5.7601.17514', WARN",
    "', Version: 8.2.176.0', PASS",
    "'', UNKNOWN"
  })
  void warnsOfTheSmtpServiceOfWindows(String version, Verdict verdict) {
    Finding finding =
        judge(
            aServer()
                .greeting("mail.example.com Microsoft ESMTP MAIL Service" + version + " ready")
                .refusal("5.7.1 Unable to relay for b@probe.example"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    if (verdict == Verdict.WARN) {
      assertThat(finding.remedy().steps().getFirst().key())
          .isEqualTo("mta-maintained.do.update.other");
    }
  }

  @Test
  void aHiddenVersionIsNeitherOldNorNew() {
    Finding finding =
        judge(aServer().greeting("mail.example.com ESMTP Exim").refusal("relay not permitted"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().key()).isEqualTo("mta-maintained.unknown.version");
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "Exim", "2");
    assertThat(finding.unknownReason())
        .as("one cause for all servers")
        .isEqualTo(
            judge(postfix().refusal("5.7.1 <b@probe.example>: Relay access denied"))
                .unknownReason());
  }

  @Test
  void oneSignIsTooFew() {
    Finding finding = judge(postfix());

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().detail()).contains("Postfix");
    assertThat(judge(aServer()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }
}
