package io.todoku.rule.domain;

import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsRptPublishedTests {

  private static final String NAME = "_smtp._tls.example.com";

  private final TlsRptPublished rule = new TlsRptPublished();

  private static SnapshotBuilder domain() {
    return aSnapshot().withDomain("example.com").dns("example.com", "MX", "10 mx.example.com");
  }

  @Test
  void aDomainThatReceivesNoMailNeedsNoRecord() {
    SnapshotBuilder snapshot =
        aSnapshot().withDomain("example.com").dnsStatus(NAME, "TXT", Status.NXDOMAIN);

    assertThat(onlyFinding(rule, snapshot).summary())
        .isEqualTo(Text.of("tls-rpt-published.unknown.receiving", "example.com"));
    assertThat(onlyFinding(rule, snapshot.dns("example.com", "MX", "0 .")).summary())
        .isEqualTo(Text.of("tls-rpt-published.na", "example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "'v=TLSRPTv1; rua=mailto:r@example.com', PASS",
    "'v=TLSRPTv1;rua=mailto:r@example.com,https://r.example/v1;', PASS",
    "'v=TLSRPTv1; rua=mailto:r@example.com , mailto:s@example.com', PASS",
    "'v=TLSRPTv1', FAIL",
    "'v=TLSRPTv1; rua=', FAIL",
    "'v=TLSRPTv1; rua=r@example.com', FAIL",
    "'v=TLSRPTv1; rua=http://r.example/v1', FAIL",
    "'v=TLSRPTv1; rua=mailto:r@example.com, s@example.com', FAIL",
    "'v=TLSRPTv1; rua=mailto:r@example.com; rua=mailto:s@example.com', FAIL",
    "'v=tlsrptv1; rua=mailto:r@example.com', FAIL",
    "'rua=mailto:r@example.com; v=TLSRPTv1', FAIL",
    "'v=spf1 -all', WARN",
  })
  void judgesTheRecord(String record, Verdict verdict) {
    Finding finding = onlyFinding(rule, domain().dns(NAME, "TXT", record));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.evidence().getFirst().query()).isEqualTo(NAME + " TXT");
  }

  @Test
  void failsWhereThereAreSeveral() {
    String record = "v=TLSRPTv1; rua=mailto:r@example.com";

    assertThat(onlyFinding(rule, domain().dns(NAME, "TXT", record, record + ";")).summary().key())
        .isEqualTo("tls-rpt-published.fail.several");
    assertThat(onlyFinding(rule, domain().dns(NAME, "TXT", record, "unrelated")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({"NXDOMAIN, WARN", "NODATA, WARN", "BOGUS, FAIL", "CNAME_LOOP, FAIL"})
  void judgesThatThereIsNone(Status status, Verdict verdict) {
    Finding finding = onlyFinding(rule, domain().dnsStatus(NAME, "TXT", status));

    assertThat(finding.verdict()).isEqualTo(verdict);
  }

  @Test
  void saysWhatToPublish() {
    Finding finding = onlyFinding(rule, domain().dnsStatus(NAME, "TXT", Status.NXDOMAIN));

    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly(
            "_smtp._tls.example.com.  300  IN  TXT"
                + "  \"v=TLSRPTv1; rua=mailto:tls-reports@example.com\"");
    assertThat(texts(finding, BlockKind.TERRAFORM))
        .singleElement()
        .asString()
        .startsWith("resource \"aws_route53_record\" \"_smtp__tls_example_com_txt\" {");
  }

  @Test
  void isUnknownWhereTheAnswerIsMissing() {
    assertThat(
            onlyFinding(rule, domain().dnsUnknown(NAME, "TXT", ReasonKind.REFUSED))
                .unknownReason()
                .kind())
        .isEqualTo(ReasonKind.REFUSED);
    assertThat(onlyFinding(rule, domain()).unknownReason().kind()).isEqualTo(ReasonKind.NOT_ASKED);
  }
}
