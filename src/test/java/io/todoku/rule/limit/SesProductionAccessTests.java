package io.todoku.rule.limit;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.SnapshotBuilder;
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
