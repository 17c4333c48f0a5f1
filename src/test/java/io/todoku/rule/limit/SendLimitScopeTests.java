package io.todoku.rule.limit;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SupportCase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attestations, support cases and Regions decide about the sending limit of a Region. */
class SendLimitScopeTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);
  private static final String ADDRESS = "203.0.113.9";
  private static final SupportCase OTHER_SUBJECT =
      supportCase("12", "Reverse DNS for 203.0.113.9", NOW);
  private static final SupportCase OTHER_REGION =
      supportCase("13", "Email sending limit in us-east-1", NOW);

  private final SendLimitRemoved rule = new SendLimitRemoved();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS).ptr(ADDRESS, "mail.example.com");
  }

  private static SupportCase supportCase(String displayId, String subject, Instant createdAt) {
    return new SupportCase("c-" + displayId, displayId, subject, "opened", createdAt);
  }

  private static Attestation attestation(
      String ofRule, String region, AttestationState state, LocalDate date, Instant recordedAt) {
    return new Attestation(
        "att-" + ofRule, ofRule, region, state, date, "rei", "99", "by phone", recordedAt, null);
  }

  @Test
  void aGrantPassesBesideAttestationsAndCasesOfOtherMatters() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .withAttestation(
                    attestation(
                        "send-limit-removed",
                        "us-east-1",
                        AttestationState.REFUSED,
                        TODAY,
                        NOW.plusSeconds(60)))
                .withAttestation(
                    attestation(
                        "ptr-request-settled",
                        REGION,
                        AttestationState.REFUSED,
                        TODAY,
                        NOW.plusSeconds(60)))
                .withAttestation(
                    attestation(
                        "send-limit-removed",
                        REGION,
                        AttestationState.GRANTED,
                        TODAY.minusDays(10),
                        NOW))
                .supportCases(Observed.known(List.of(OTHER_SUBJECT, OTHER_REGION))));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary())
        .isEqualTo(Text.of("send-limit-removed.pass", REGION, "2026-11-08", "rei"));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.person(
                "send-limit-removed",
                List.of("GRANTED 2026-11-08 (rei)", "case 99", "by phone"),
                NOW));
    assertThat(finding.remedy()).isEqualTo(Remedy.NONE);
  }

  @Test
  void aLaterCaseOfTheSameRegionContradictsTheGrant() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .withAttestation(AttestationState.GRANTED, TODAY.minusDays(10))
                .supportCases(
                    Observed.known(
                        List.of(
                            OTHER_REGION,
                            supportCase("14", "Unblock port 25", NOW.minus(20, ChronoUnit.DAYS)),
                            supportCase("15", "Unblock port 25", NOW.minus(2, ChronoUnit.DAYS))))));

    assertThat(finding.summary())
        .isEqualTo(Text.of("send-limit-removed.unknown.contradicted", REGION, "2026-11-08", "15"));
    assertThat(finding.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.OUTDATED, "send-limit-removed", "15"));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.person("send-limit-removed", List.of("GRANTED 2026-11-08 (mika)"), NOW),
            Evidence.aws(
                "support:DescribeCases",
                List.of("15 Unblock port 25", "status: opened", "created: 2026-11-16T00:00:00Z"),
                NOW));
    assertThat(finding.remedy()).isEqualTo(Remedy.of(Text.of("send-limit-removed.do.confirm")));
  }

  @Test
  void withoutAnAttestationTheCaseOfTheSameRegionCounts() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .supportCases(
                    Observed.known(
                        List.of(
                            OTHER_SUBJECT,
                            OTHER_REGION,
                            supportCase("16", "Unblock port 25", NOW.minus(1, ChronoUnit.DAYS))))));

    assertThat(finding.summary())
        .isEqualTo(Text.of("send-limit-removed.warn.case", REGION, "16", "1"));
    assertThat(finding.remedy())
        .isEqualTo(Remedy.of(Text.of("send-limit-removed.do.look-up", "16")));
  }

  @Test
  void aCaseOfLessThanADayIsOfToday() {
    Instant almostADayAgo = NOW.minus(1, ChronoUnit.DAYS).plusSeconds(1);

    assertThat(
            onlyFinding(
                    rule,
                    sender()
                        .supportCases(
                            Observed.known(
                                List.of(supportCase("16", "Unblock port 25", almostADayAgo)))))
                .summary())
        .isEqualTo(Text.of("send-limit-removed.warn.case.today", REGION, "16", "0"));
  }

  @Test
  void aRequestWaitsAndARefusalIsAskedAgain() {
    Finding requested =
        onlyFinding(rule, sender().withAttestation(AttestationState.REQUESTED, TODAY.minusDays(1)));
    Finding refused =
        onlyFinding(rule, sender().withAttestation(AttestationState.REFUSED, TODAY.minusDays(1)));

    assertThat(requested.summary())
        .isEqualTo(Text.of("send-limit-removed.warn.requested", REGION, "2026-11-17", "1"));
    assertThat(requested.remedy()).isEqualTo(Remedy.of(Text.of("send-limit-removed.do.wait")));
    assertThat(refused.summary())
        .isEqualTo(Text.of("send-limit-removed.fail", REGION, "2026-11-17"));
    assertThat(refused.remedy().steps()).containsExactly(Text.of("send-limit-removed.do.again"));
    assertThat(refused.remedy().commands()).singleElement().asString().contains(ADDRESS);
  }

  @Test
  void eachRegionThatSendsHasItsOwnFinding() {
    Snapshot virginia = aSnapshot().inRegion("us-east-1").withSender("198.51.100.7").build();
    Snapshot tokyo =
        sender().withAttestation(AttestationState.GRANTED, TODAY.minusDays(10)).build();

    assertThat(rule.judge(copyOf(tokyo).withRegionsOf(virginia).build()))
        .extracting(finding -> finding.resource().id(), Finding::verdict)
        .containsExactly(tuple(REGION, Verdict.PASS), tuple("us-east-1", Verdict.UNKNOWN));
  }

  @Test
  void aRegionThatWasNotListedIsReportedOnlyWhereNoSenderIsKnown() {
    assertThat(
            onlyFinding(
                    rule,
                    sender()
                        .denied("ec2:DescribeInstances")
                        .withAttestation(AttestationState.GRANTED, TODAY.minusDays(10)))
                .verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(onlyFinding(rule, aSnapshot().denied("ec2:DescribeInstances")).summary())
        .isEqualTo(
            Text.of(
                "finding.not-listed.instances",
                REGION,
                Text.of("reason.DENIED", "ec2:DescribeInstances")));
  }

  @Test
  void withoutTheListOfRegionsTheVerdictOnTheAccountIsUnknown() {
    Snapshot snapshot =
        copyOf(sender().build())
            .regions(
                Observed.unknown(
                    Reason.of(ReasonKind.DENIED, "ec2:DescribeRegions", "not allowed")))
            .build();

    assertThat(rule.judge(snapshot))
        .singleElement()
        .extracting(finding -> finding.resource().id(), Finding::verdict, Finding::summary)
        .containsExactly(
            "111111111111",
            Verdict.UNKNOWN,
            Text.of(
                "finding.not-listed.regions",
                "111111111111",
                Text.of("reason.DENIED", "ec2:DescribeRegions")));
  }

  @Test
  void ofSeveralCasesTheNewestCounts() {
    SupportCase old =
        new SupportCase("c-1", "1", "Email sending limit", "resolved", NOW.minus(900, DAYS));
    SupportCase recent =
        new SupportCase("c-2", "2", "Email sending limit", "opened", NOW.minus(3, DAYS));

    for (List<SupportCase> cases : List.of(List.of(old, recent), List.of(recent, old))) {
      Finding finding = onlyFinding(rule, sender().supportCases(Observed.known(cases)));
      assertThat(finding.summary())
          .isEqualTo(Text.of("send-limit-removed.warn.case", REGION, "2", "3"));
      assertThat(finding.evidence().getFirst().answer()).contains("2 Email sending limit");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EC2 Eメール送信制限解除（東京リージョン）, WARN",
    "EC2 Eメール送信制限解除（バージニア北部）, UNKNOWN",
    "Remove email sending limits in Ireland and Tokyo, WARN",
    "Remove email sending limits in N. Virginia, UNKNOWN",
    "EC2 メール送信の制限解除 (大阪), UNKNOWN",
    "Email sending limits of the Comparison site, WARN"
  })
  void aCaseThatNamesAPlaceIsAboutItsRegion(String subject, Verdict verdict) {
    Finding finding =
        onlyFinding(
            rule, sender().supportCases(Observed.known(List.of(supportCase("14", subject, NOW)))));

    assertThat(finding.verdict()).isEqualTo(verdict);
  }

  /** SES sends from hosts of its own, which the block on port 25 of EC2 does not concern. */
  @Test
  void aDedicatedAddressOfSesNeedsNoRequest() {
    SnapshotBuilder world = aSnapshot().sesDedicatedIp("54.240.9.1");

    assertThat(rule.judge(world.build())).isEmpty();
  }
}
