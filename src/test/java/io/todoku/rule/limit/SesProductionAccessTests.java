package io.todoku.rule.limit;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .ses(Observed.unknown(Reason.of(Cause.DENIED, "ses:GetAccount", "no")))
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
                    Observed.unknown(Reason.of(Cause.DENIED, "ses:GetEmailIdentity", "no")))));

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
                        new Reason(Cause.DENIED, "ses:GetAccount", "no", "ses:GetAccount"))));

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
}
