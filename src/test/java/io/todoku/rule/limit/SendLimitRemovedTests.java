package io.todoku.rule.limit;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SupportCase;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendLimitRemovedTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);

  private final SendLimitRemoved rule = new SendLimitRemoved();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender("203.0.113.9").ptr("203.0.113.9", "mail.example.com");
  }

  private static SupportCase supportCase(String subject) {
    return supportCase(subject, "pending-customer-action");
  }

  private static SupportCase supportCase(String subject, String status) {
    return new SupportCase("c-1", "17", subject, status, NOW.minus(3, ChronoUnit.DAYS));
  }

  @Test
  void passesWhenTheRemovalWasGranted() {
    Finding finding =
        onlyFinding(rule, sender().withAttestation(AttestationState.GRANTED, TODAY.minusDays(10)));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence())
        .singleElement()
        .satisfies(e -> assertThat(e.source()).isEqualTo("person"));
  }

  @Test
  void isUnknownWhenALaterCaseMayExist() {
    Observed<List<SupportCase>> denied =
        Observed.unknown(Reason.of(ReasonKind.DENIED, "support:DescribeCases", ""));

    Finding finding =
        onlyFinding(
            rule,
            sender()
                .withAttestation(AttestationState.GRANTED, TODAY.minusDays(1))
                .supportCases(denied));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().key()).isEqualTo("send-limit-removed.unknown.cases");
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.DENIED);
    assertThat(
            onlyFinding(
                    rule,
                    sender().withAttestation(AttestationState.GRANTED, TODAY).supportCases(denied))
                .verdict())
        .as("what is said today has no later request")
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void passesWhenTheSupportPlanHasNoAccessToCases() {
    Observed<List<SupportCase>> none =
        Observed.unknown(Reason.of(ReasonKind.NOT_SUBSCRIBED, "support:DescribeCases", ""));

    assertThat(
            onlyFinding(
                    rule,
                    sender()
                        .withAttestation(AttestationState.GRANTED, TODAY.minusDays(10))
                        .supportCases(none))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void isUnknownWhenTheGrantIsOlderThanAYear() {
    assertThat(
            onlyFinding(
                    rule, sender().withAttestation(AttestationState.GRANTED, TODAY.minusDays(366)))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void theLatestAttestationCounts() {
    assertThat(
            onlyFinding(
                    rule,
                    sender()
                        .withAttestation(AttestationState.GRANTED, TODAY.minusDays(100))
                        .withAttestation(AttestationState.REFUSED, TODAY.minusDays(1)))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void theAttestationRecordedLastCountsWhateverItsDate() {
    SnapshotBuilder corrected =
        sender()
            .withAttestation(AttestationState.REQUESTED, TODAY)
            .withAttestation(AttestationState.GRANTED, TODAY.minusDays(7));

    assertThat(onlyFinding(rule, corrected).verdict()).isEqualTo(Verdict.PASS);
    assertThat(
            onlyFinding(
                    rule, corrected.withAttestation(AttestationState.REFUSED, TODAY.minusDays(9)))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aRequestOfTodayIsNotOverdue() {
    Finding finding =
        onlyFinding(rule, sender().withAttestation(AttestationState.REQUESTED, TODAY));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().key()).isEqualTo("send-limit-removed.warn.requested.today");
  }

  @Test
  void warnsWithTheAgeOfTheRequest() {
    Finding finding =
        onlyFinding(rule, sender().withAttestation(AttestationState.REQUESTED, TODAY.minusDays(4)));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments()).contains("4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Request to Remove Email Sending Limitations",
        "Limit Increase: EC2 Email",
        "Email sending limit in ap-northeast-1",
        "Removal of e-mail limits and reverse DNS",
        "Please open port 25",
        "Unblock Port25",
        "TCP/25 outbound",
        "25番ポートの開放",
        "ポート２５の解除",
        "ＥＣ２ メールのブロック",
        "メールの上限の解放",
        "送信制限解除申請",
        "EC2 メール送信の制限解除"
      })
  void aSupportCaseProvesARequestOnly(String subject) {
    Finding finding =
        onlyFinding(rule, sender().supportCases(Observed.known(List.of(supportCase(subject)))));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN).isNotEqualTo(Verdict.PASS);
    assertThat(finding.evidence().getFirst().answer().getFirst()).contains(subject);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Reverse DNS for 203.0.113.9",
        "Limit Increase: SES Sending Limits",
        "Simple Email Service: remove from sandbox, raise the limit",
        "An e-mail about my bill",
        "Remove root user email address from account",
        "WorkMail: raise sending limit",
        "Amazon Pinpoint email sending limit increase",
        "Email sending limit in us-east-1",
        "Limit increase: Email volume of EBS snapshot notifications",
        "Open port 2525",
        "ポート256の件"
      })
  void aCaseAboutSomethingElseIsIgnored(String subject) {
    assertThat(
            onlyFinding(rule, sender().supportCases(Observed.known(List.of(supportCase(subject)))))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownForAResolvedCase() {
    var resolved = Observed.known(List.of(supportCase("EC2 Email", "resolved")));
    var limit = Observed.known(List.of(supportCase("Limit Increase: EC2 Email", "resolved")));

    assertThat(onlyFinding(rule, sender().supportCases(resolved)).summary().key())
        .isEqualTo("send-limit-removed.unknown");
    Finding finding = onlyFinding(rule, sender().supportCases(limit));
    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().key()).isEqualTo("send-limit-removed.unknown.resolved");
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.NOT_RECORDED);
    assertThat(finding.remedy().steps().getFirst().key())
        .isEqualTo("send-limit-removed.do.look-up");
    assertThat(
            onlyFinding(
                    rule,
                    sender()
                        .withAttestation(AttestationState.REQUESTED, TODAY.minusDays(20))
                        .supportCases(limit))
                .verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void anExpiredAttestationDoesNotReviveAnOlderOne() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .withAttestation(AttestationState.GRANTED, TODAY.minusDays(100))
                .withAttestation(AttestationState.REFUSED, TODAY.minusDays(8), TODAY.minusDays(1)));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().key()).endsWith(".expired");
  }

  @Test
  void anAttestationFromTheFutureIsIgnored() {
    assertThat(
            onlyFinding(
                    rule, sender().withAttestation(AttestationState.GRANTED, TODAY.plusDays(30)))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWhenACaseWasOpenedAfterTheGrant() {
    var asked = Observed.known(List.of(supportCase("Limit Increase: EC2 Email")));

    Finding before =
        onlyFinding(
            rule,
            sender()
                .withAttestation(AttestationState.GRANTED, TODAY.minusDays(4))
                .supportCases(asked));
    assertThat(before.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(before.summary().key()).endsWith(".contradicted");
    assertThat(before.evidence()).hasSize(2);

    assertThat(
            onlyFinding(
                    rule,
                    sender()
                        .withAttestation(AttestationState.GRANTED, TODAY.minusDays(2))
                        .supportCases(asked))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void isUnknownWithARequestTextWhenNothingIsRecorded() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .supportCases(
                    Observed.unknown(
                        Reason.of(ReasonKind.NOT_SUBSCRIBED, "support:DescribeCases", "no plan"))));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.NOT_SUBSCRIBED);
    assertThat(finding.remedy().commands())
        .singleElement()
        .asString()
        .contains("111111111111", "ap-northeast-1", "203.0.113.9  mail.example.com");
  }

  @Test
  void givesNoFindingWhenNothingSends() {
    assertThat(rule.judge(aSnapshot().build())).isEmpty();
  }
}
