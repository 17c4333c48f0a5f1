package io.todoku.rule.domain;

import static io.todoku.rule.RemedyContents.changes;
import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DmarcPublishedTests {

  private static final String OWN = "_dmarc.example.com";

  private final DmarcPublished rule = new DmarcPublished();

  private static SnapshotBuilder domain() {
    return withoutSpf().dns("example.com", "TXT", "v=spf1 mx -all");
  }

  private static SnapshotBuilder withoutSpf() {
    return aSnapshot().withDomain("example.com").dnsStatus("_dmarc.com", "TXT", Status.NXDOMAIN);
  }

  private static SnapshotBuilder below() {
    return aSnapshot()
        .withDomain("m.example.com")
        .dns("m.example.com", "TXT", "v=spf1 mx -all")
        .dnsStatus("_dmarc.m.example.com", "TXT", Status.NXDOMAIN)
        .dnsStatus("_dmarc.com", "TXT", Status.NXDOMAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "v=DMARC1; p=reject, PASS, pass",
    "v=DMARC1; p=quarantine, PASS, pass",
    "v=DMARC1; p=none, WARN, warn.none",
    "v=DMARC1; p=reject; t=y, WARN, warn.testing",
    "v=DMARC1; rua=mailto:d@example.com, WARN, warn.policy",
    "v=DMARC1; p=block, FAIL, fail.policy",
    "v=dmarc1; p=reject, FAIL, fail.malformed",
    "v=spf1 -all, FAIL, fail",
  })
  void judgesTheRecord(String record, Verdict verdict, String key) {
    Finding finding = onlyFinding(rule, domain().dns(OWN, "TXT", record));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("dmarc-published." + key);
    assertThat(finding.evidence().getFirst().answer()).containsExactly(record);
  }

  @Test
  void saysWhatTestModeLeaves() {
    Finding finding = onlyFinding(rule, domain().dns(OWN, "TXT", "v=DMARC1; p=reject; t=y"));

    assertThat(finding.summary().arguments())
        .containsExactly("example.com", OWN, "reject", "quarantine");
  }

  @Test
  void failsWhereThereAreSeveral() {
    Finding finding =
        onlyFinding(rule, domain().dns(OWN, "TXT", "v=DMARC1; p=reject", "v=DMARC1; p=none"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary())
        .isEqualTo(Text.of("dmarc-published.fail.several", "example.com", OWN));
    assertThat(finding.remedy())
        .isEqualTo(Remedy.of(Text.of("dmarc-published.do.one", "example.com", OWN)));
  }

  @Test
  void severalTextsOfOtherKindsAreNoRecord() {
    Finding finding = onlyFinding(rule, domain().dns(OWN, "TXT", "v=spf1 -all", "v=TLSRPTv1"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary()).isEqualTo(Text.of("dmarc-published.fail", "example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "v=DMARC1; p=none, warn.none, v=DMARC1; p=quarantine",
    "v=DMARC1; rua=mailto:d@example.com, warn.policy,"
        + " v=DMARC1; p=quarantine; rua=mailto:d@example.com",
    "'v=DMARC1; p=none; sp=reject; adkim=s; fo=1; rua=mailto:a@v.example,mailto:b@v.example',"
        + " warn.none, 'v=DMARC1; p=quarantine; sp=reject; adkim=s; fo=1;"
        + " rua=mailto:a@v.example,mailto:b@v.example'",
  })
  void theRemedyIsTheRecordWithAnEnforcedPolicyAndAllOtherTags(
      String record, String key, String advised) {
    Finding finding = onlyFinding(rule, domain().dns(OWN, "TXT", record));

    assertThat(finding.summary()).isEqualTo(Text.of("dmarc-published." + key, "example.com", OWN));
    assertThat(changes(finding))
        .containsExactly(Text.of("dmarc-published.do.enforce", "example.com"));
    assertThat(finding.remedy().commands().getFirst())
        .isEqualTo("_dmarc.example.com.  300  IN  TXT  \"" + advised + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "v=DMARC1; p=quarantine; pct=0; sp=none, warn.pct, do.end-pct, v=DMARC1; p=quarantine; sp=none",
    "v=DMARC1; p=reject; t=y; aspf=s, warn.testing, do.end-test, v=DMARC1; p=reject; aspf=s",
    "v=DMARC1; p=block; aspf=s, fail.policy, do.publish, v=DMARC1; p=none; aspf=s",
    "v=dmarc1; p=reject; aspf=s, fail.malformed, do.publish, v=DMARC1; p=reject; aspf=s",
  })
  void theRemedyEditsTheRecordThatIsThere(String record, String key, String step, String advised) {
    Finding finding = onlyFinding(rule, domain().dns(OWN, "TXT", record));

    assertThat(finding.summary().key()).isEqualTo("dmarc-published." + key);
    assertThat(changes(finding)).extracting(Text::key).containsExactly("dmarc-published." + step);
    assertThat(finding.remedy().commands().getFirst())
        .isEqualTo("_dmarc.example.com.  300  IN  TXT  \"" + advised + "\"");
  }

  @ParameterizedTest
  @CsvSource({"pct=0, WARN", "pct=00, WARN", "pct=1, PASS", "pct=50, PASS", "pct=100, PASS"})
  void onlyAPolicyForNoMessageIsWarnedOf(String share, Verdict verdict) {
    Finding finding =
        onlyFinding(rule, domain().dns(OWN, "TXT", "v=DMARC1; p=quarantine; " + share));

    assertThat(finding.verdict()).isEqualTo(verdict);
  }

  @Test
  void aSubdomainGetsARecordOfItsOwn() {
    Finding finding =
        onlyFinding(
            rule,
            below()
                .dns("m.example.com", "MX", "10 mx.example.com")
                .dns(OWN, "TXT", "v=DMARC1; p=reject; sp=none; adkim=s"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.remedy().commands().getFirst())
        .isEqualTo("_dmarc.m.example.com.  300  IN  TXT  \"v=DMARC1; p=quarantine; adkim=s\"");
  }

  @Test
  void aParkedDomainNeedsNoRecord() {
    SnapshotBuilder parked =
        withoutSpf()
            .dnsStatus(OWN, "TXT", Status.NXDOMAIN)
            .dns("example.com", "MX", "0 .")
            .dns("example.com", "TXT", "v=spf1 -all");

    assertThat(onlyFinding(rule, parked).summary())
        .isEqualTo(Text.of("dmarc-published.na.parked", "example.com"));
    assertThat(onlyFinding(rule, withoutSpf().dnsStatus(OWN, "TXT", Status.NXDOMAIN)).summary())
        .as("neither MX nor SPF was looked up")
        .isEqualTo(Text.of("dmarc-published.unknown.parked", "example.com"));
    assertThat(onlyFinding(rule, parked.denied("ec2:DescribeAddresses")).summary())
        .isEqualTo(Text.of("dmarc-published.unknown.parked", "example.com"));
  }

  @Test
  void failsWhereThereIsNoneAndSaysWhatToPublish() {
    Finding finding = onlyFinding(rule, domain().dnsStatus(OWN, "TXT", Status.NXDOMAIN));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.evidence()).hasSize(2);
    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly(
            "_dmarc.example.com.  300  IN  TXT"
                + "  \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\"");
    assertThat(texts(finding, BlockKind.SHELL))
        .containsExactly("dig +short _dmarc.example.com TXT");
  }

  @Test
  void takesThePolicyForSubdomains() {
    SnapshotBuilder world = below().dns("m.example.com", "MX", "10 mx.example.com");

    assertThat(onlyFinding(rule, world.dns(OWN, "TXT", "v=DMARC1; p=none; sp=reject")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void takesThePolicyForDomainsThatAreNotThere() {
    String record = "v=DMARC1; p=none; np=reject";
    SnapshotBuilder gone =
        below().dns(OWN, "TXT", record).dnsStatus("m.example.com", "MX", Status.NXDOMAIN);
    SnapshotBuilder unseen = below().dns(OWN, "TXT", record);

    assertThat(onlyFinding(rule, gone).verdict()).isEqualTo(Verdict.PASS);
    assertThat(onlyFinding(rule, unseen).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"BOGUS", "CNAME_LOOP"})
  void failsWhereNobodyCanLookItUp(Status status) {
    assertThat(onlyFinding(rule, domain().dnsStatus(OWN, "TXT", status)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void isUnknownWhereAnAnswerIsMissing() {
    Finding silent = onlyFinding(rule, domain().dnsUnknown(OWN, "TXT", ReasonKind.SERVFAIL));
    Finding unasked = onlyFinding(rule, aSnapshot().withDomain("example.com"));

    assertThat(silent.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(silent.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
    assertThat(unasked.unknownReason().kind()).isEqualTo(ReasonKind.NOT_ASKED);
  }
}
