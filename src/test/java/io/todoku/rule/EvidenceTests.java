package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTests {

  private static Evidence dns(Observed<DnsAnswer> answer) {
    return Evidence.dns(new DnsLookup("mail.example.com", "A", "192.0.2.53", NOW, answer));
  }

  private static Evidence expected(Long ttl, String... lines) {
    return new Evidence("dns", "mail.example.com A", List.of(lines), "192.0.2.53", ttl, NOW);
  }

  @Test
  void anAnswerIsShownWithItsAliasesBeforeItsRecords() {
    assertThat(
            dns(
                Observed.known(
                    new DnsAnswer(
                        Status.ANSWERED,
                        List.of("203.0.113.9", "203.0.113.8"),
                        List.of("a.example.net", "b.example.net"),
                        300L))))
        .isEqualTo(
            expected(
                300L, "CNAME a.example.net", "CNAME b.example.net", "203.0.113.9", "203.0.113.8"));
  }

  @Test
  void anAnswerWithoutRecordsIsShownByItsStatus() {
    assertThat(
            dns(
                Observed.known(
                    new DnsAnswer(Status.NXDOMAIN, List.of(), List.of("a.example.net"), null))))
        .isEqualTo(expected(null, "CNAME a.example.net", "NXDOMAIN"));
  }

  @Test
  void aFailedLookupIsShownByItsReason() {
    assertThat(
            dns(Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "mail.example.com A", "no answer"))))
        .isEqualTo(expected(null, "TIMEOUT no answer"));
  }

  @Test
  void aFailedCallToAwsIsShownByItsApiAndReason() {
    assertThat(
            Evidence.awsFailure(
                Reason.of(ReasonKind.DENIED, "ec2:DescribeAddresses", "not authorized"), NOW))
        .isEqualTo(
            new Evidence(
                "aws", "ec2:DescribeAddresses", List.of("DENIED not authorized"), null, null, NOW));
  }
}
