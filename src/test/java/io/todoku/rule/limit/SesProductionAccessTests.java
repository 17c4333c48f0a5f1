package io.todoku.rule.limit;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SesProductionAccessTests {

  private final SesProductionAccess rule = new SesProductionAccess();

  private static SnapshotBuilder account(
      boolean production, boolean sending, String status, double max, double sent) {
    return aSnapshot()
        .ses(Observed.known(new Ses.SesAccount(production, sending, status, max, sent, 14)));
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  HEALTHY,   1000, 20,   PASS,    pass",
    "true,  true,  HEALTHY,   1000, 800,  PASS,    pass",
    "true,  true,  HEALTHY,   1000, 801,  WARN,    warn.quota",
    "true,  true,  HEALTHY,   0,    0,    WARN,    warn.quota",
    "true,  true,  HEALTHY,   -1,   9000, PASS,    pass",
    "true,  true,  PROBATION, 1000, 20,   WARN,    warn.probation",
    "true,  true,  SHUTDOWN,  1000, 20,   FAIL,    fail.shutdown",
    "true,  false, SHUTDOWN,  1000, 20,   FAIL,    fail.shutdown",
    "true,  false, HEALTHY,   1000, 20,   FAIL,    fail.disabled",
    "true,  false, NEW-WORD,  1000, 20,   FAIL,    fail.disabled",
    "false, true,  HEALTHY,   200,  0,    FAIL,    fail.sandbox",
    "true,  true,  NEW-WORD,  1000, 20,   UNKNOWN, unknown.status",
    "true,  true,  '',        1000, 20,   UNKNOWN, unknown.status"
  })
  void judgesTheAccount(
      boolean production,
      boolean sending,
      String status,
      double max,
      double sent,
      Verdict verdict,
      String key) {
    Finding finding = onlyFinding(rule, account(production, sending, status, max, sent));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("ses-production-access." + key);
    assertThat(finding.resource().type()).isEqualTo(Resource.Type.REGION);
    assertThat(finding.evidence()).hasSize(2);
    assertThat(finding.unknownReason() != null).isEqualTo(verdict == Verdict.UNKNOWN);
  }

  private static SnapshotBuilder healthy(SesIdentity... identities) {
    return account(true, true, "HEALTHY", 1000, 20).sesIdentities(identities);
  }

  private static SesIdentity identity(String name, String status) {
    return new SesIdentity(name, "DOMAIN", true, status);
  }

  private static SesIdentity withDetails(
      boolean signing, String dkim, String mailFrom, String mailFromStatus) {
    return new SesIdentity(
        "example.com",
        "DOMAIN",
        true,
        "SUCCESS",
        Observed.known(
            new SesIdentityDetails(
                signing, dkim, List.of("t1"), "AWS_SES", mailFrom, mailFromStatus)));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, PASS, pass",
    "FAILED, FAIL, fail.identity",
    "PENDING, FAIL, fail.identity",
    "NOT_STARTED, FAIL, fail.identity",
    "TEMPORARY_FAILURE, WARN, warn.identity",
    "NEW-WORD, UNKNOWN, unknown.identity",
  })
  void eachOfSeveralIdentitiesIsJudged(String status, Verdict verdict, String key) {
    Finding finding =
        onlyFinding(
            rule, healthy(identity("example.com", "SUCCESS"), identity("example.org", status)));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("ses-production-access." + key);
  }

  @Test
  void withoutAVerifiedIdentityNothingIsSent() {
    Finding finding =
        onlyFinding(
            rule, healthy(identity("example.com", "FAILED"), identity("example.org", "PENDING")));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary())
        .isEqualTo(
            Text.of(
                "ses-production-access.fail.none",
                "ap-northeast-1",
                "example.com (FAILED), example.org (PENDING)"));
    assertThat(finding.evidence().getFirst().answer())
        .containsExactly("example.com FAILED", "example.org PENDING");
    assertThat(finding.remedy().steps())
        .containsExactly(Text.of("ses-production-access.do.verify"));
  }

  @Test
  void anIdentityThatMayNotSendFailsThoughItIsVerified() {
    Finding finding =
        onlyFinding(
            rule,
            healthy(
                identity("example.com", "SUCCESS"),
                new SesIdentity("example.org", "DOMAIN", false, "SUCCESS")));

    assertThat(finding.summary().arguments())
        .containsExactly("ap-northeast-1", "example.org (SendingEnabled=false)");
  }

  @Test
  void failedIdentitiesFailThoughTheAccountIsUnknown() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .ses(Observed.unknown(Reason.of(ReasonKind.DENIED, "ses:GetAccount", "no")))
                .sesIdentities(identity("example.com", "FAILED")));

    assertThat(finding.summary().key()).isEqualTo("ses-production-access.fail.none");
  }

  @ParameterizedTest
  @CsvSource({
    "true, SUCCESS, PASS, pass",
    "true, FAILED, WARN, warn.dkim",
    "true, PENDING, WARN, warn.dkim",
    "false, SUCCESS, WARN, warn.dkim",
  })
  void mailThatSesDoesNotSignIsWarnedOf(
      boolean signing, String status, Verdict verdict, String key) {
    Finding finding = onlyFinding(rule, healthy(withDetails(signing, status, null, null)));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("ses-production-access." + key);
    assertThat(finding.evidence().getLast().answer())
        .contains("SigningEnabled=" + signing, "DkimStatus=" + status);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, 10 feedback-smtp.ap-northeast-1.amazonses.com, include:amazonses.com, PASS",
    "PENDING, 10 feedback-smtp.ap-northeast-1.amazonses.com, include:amazonses.com, WARN",
    "SUCCESS, 10 feedback-smtp.us-east-1.amazonses.com, include:amazonses.com, WARN",
    "SUCCESS, 10 feedback-smtp.ap-northeast-1.amazonses.com, include:other.example, WARN",
  })
  void theMailFromDomainLeadsBackToSes(String status, String mx, String term, Verdict verdict) {
    Finding finding =
        onlyFinding(
            rule,
            healthy(withDetails(true, "SUCCESS", "bounce.example.com", status))
                .dns("bounce.example.com", "MX", mx)
                .dns("bounce.example.com", "TXT", "v=spf1 " + term + " ~all"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.evidence())
        .extracting(evidence -> evidence.query())
        .contains("bounce.example.com MX", "bounce.example.com TXT");
    if (verdict == Verdict.WARN) {
      assertThat(finding.summary())
          .isEqualTo(
              Text.of(
                  "ses-production-access.warn.mail-from", "ap-northeast-1", "bounce.example.com"));
    }
  }

  @Test
  void aMailFromDomainThatWasNotLookedUpIsUnknown() {
    Finding finding =
        onlyFinding(rule, healthy(withDetails(true, "SUCCESS", "bounce.example.com", "SUCCESS")));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().source()).isEqualTo("bounce.example.com MX");
  }

  @Test
  void detailsThatWereDeniedAreUnknown() {
    Finding finding =
        onlyFinding(
            rule,
            healthy(
                new SesIdentity(
                    "example.com",
                    "DOMAIN",
                    true,
                    "SUCCESS",
                    Observed.unknown(Reason.of(ReasonKind.DENIED, "ses:GetEmailIdentity", "no")))));

    assertThat(finding.summary().key()).isEqualTo("ses-production-access.unknown.identity");
    assertThat(finding.unknownReason().source()).isEqualTo("ses:GetEmailIdentity");
  }

  @Test
  void theRemedyRequestsProductionAccess() {
    assertThat(onlyFinding(rule, account(false, true, "HEALTHY", 200, 0)).remedy().commands())
        .singleElement()
        .asString()
        .startsWith("aws sesv2 put-account-details --production-access-enabled")
        .endsWith("--region ap-northeast-1");
  }

  @Test
  void givesNoFindingWithoutSesIdentities() {
    assertThat(rule.judge(aSnapshot().build())).isEmpty();
  }

  @Test
  void isUnknownWhenTheAccountCallIsDenied() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .ses(
                    Observed.unknown(
                        new Reason(ReasonKind.DENIED, "ses:GetAccount", "no", "ses:GetAccount"))));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("ses:GetAccount");
  }

  @Test
  void isUnknownForTheRegionWhenTheIdentitiesCallIsDenied() {
    Finding finding = onlyFinding(rule, aSnapshot().denied("ses:ListEmailIdentities"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("ses:ListEmailIdentities");
    assertThat(finding.remedy().commands().getFirst()).contains("ses:ListEmailIdentities");
  }

  @Test
  void evidenceAndTextHoldWhatSesAnswered() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .ses(
                    Observed.known(new Ses.SesAccount(true, true, "HEALTHY", 1000.4, 20.6, 13.5))));

    assertThat(finding.summary())
        .isEqualTo(Text.of("ses-production-access.pass", REGION, "21", "1000"));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.aws(
                "ses:ListEmailIdentities --region ap-northeast-1",
                List.of("example.com SUCCESS"),
                NOW),
            Evidence.aws(
                "ses:GetAccount --region ap-northeast-1",
                List.of(
                    "ProductionAccessEnabled=true",
                    "SendingEnabled=true",
                    "EnforcementStatus=HEALTHY",
                    "SentLast24Hours=21",
                    "Max24HourSend=1000",
                    "MaxSendRate=14"),
                NOW));
    assertThat(finding.remedy()).isEqualTo(Remedy.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 11, 12})
  void atMostTenIdentitiesAreNamed(int count) {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .ses(
                    Observed.known(new Ses.SesAccount(true, true, "HEALTHY", 1000, 20, 14)),
                    IntStream.range(0, count)
                        .mapToObj(
                            i -> new Ses.SesIdentity(i + ".example.com", "DOMAIN", true, "PENDING"))
                        .toList()));

    List<String> lines = finding.evidence().getFirst().answer();
    assertThat(lines.getFirst()).isEqualTo("0.example.com PENDING");
    assertThat(lines).hasSize(Math.min(count, 11));
    assertThat(lines.getLast())
        .isEqualTo(count > 10 ? "(" + count + " in all)" : (count - 1) + ".example.com PENDING");
  }

  @ParameterizedTest
  @CsvSource({
    "false, SHUTDOWN,  20,  appeal",
    "true,  PROBATION, 20,  reputation",
    "true,  HEALTHY,   999, quota"
  })
  void aProblemThatNoCommandSolvesHasAStep(
      boolean sending, String status, double sent, String step) {
    assertThat(onlyFinding(rule, account(true, sending, status, 1000, sent)).remedy())
        .isEqualTo(Remedy.of(Text.of("ses-production-access.do." + step)));
  }

  @Test
  void sendingThatWasSwitchedOffIsSwitchedOnAgain() {
    assertThat(onlyFinding(rule, account(true, false, "HEALTHY", 1000, 20)).remedy())
        .isEqualTo(
            Remedy.of(
                    Text.of("ses-production-access.do.enable"),
                    RemedyBlock.aws(
                        "aws sesv2 put-account-sending-attributes --sending-enabled"
                            + " --region ap-northeast-1"))
                .linking(AwsConsole.ses("ap-northeast-1")));
  }

  @Test
  void eachRegionIsJudgedByItsOwnAccount() {
    Snapshot tokyo = account(true, true, "HEALTHY", 1000, 20).build();
    Snapshot virginia = account(false, true, "HEALTHY", 200, 0).inRegion("us-east-1").build();
    Snapshot unused = aSnapshot().inRegion("us-west-2").build();
    List<Finding> findings =
        rule.judge(
            copyOf(copyOf(tokyo).withRegionsOf(virginia).build()).withRegionsOf(unused).build());

    assertThat(findings)
        .extracting(Finding::summary)
        .containsExactly(
            Text.of("ses-production-access.pass", REGION, "20", "1000"),
            Text.of("ses-production-access.fail.sandbox", "us-east-1", "0", "200"));
    assertThat(findings.getLast().remedy().steps())
        .containsExactly(Text.of("ses-production-access.do.request"));
    assertThat(findings.getLast().remedy().commands().getFirst()).endsWith("--region us-east-1");
    assertThat(findings.getLast().evidence())
        .extracting(Evidence::query)
        .containsExactly(
            "ses:ListEmailIdentities --region us-east-1", "ses:GetAccount --region us-east-1");
  }

  /** A verified domain covers its addresses and subdomains, so SES refuses none of them. */
  @ParameterizedTest
  @ValueSource(strings = {"info@example.com", "news.example.com", "info@news.Example.com"})
  void anIdentityWithinAVerifiedDomainIsSentAsAllTheSame(String identity) {
    Finding finding =
        onlyFinding(
            rule,
            account(true, true, "HEALTHY", 1000, 20)
                .sesIdentities(
                    new SesIdentity("example.com", "DOMAIN", true, "SUCCESS"),
                    new SesIdentity(identity, "DOMAIN", false, "FAILED")));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("ses-production-access.warn.covered", REGION, identity + " (FAILED)"));
    assertThat(finding.remedy()).isEqualTo(Remedy.of(Text.of("ses-production-access.do.covered")));
    assertThat(finding.evidence().getFirst().answer())
        .containsExactly("example.com SUCCESS", identity + " FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xexample.com", "info@example.net", "com"})
  void anIdentityOfAnotherDomainIsRefused(String identity) {
    Finding finding =
        onlyFinding(
            rule,
            account(true, true, "HEALTHY", 1000, 20)
                .sesIdentities(
                    new SesIdentity("example.com", "DOMAIN", true, "SUCCESS"),
                    new SesIdentity(identity, "DOMAIN", false, "PENDING")));

    assertThat(finding.summary())
        .isEqualTo(Text.of("ses-production-access.fail.identity", REGION, identity + " (PENDING)"));
  }
}
