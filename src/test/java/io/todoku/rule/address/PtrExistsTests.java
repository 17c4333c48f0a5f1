package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PtrExistsTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String REVERSE = "9.113.0.203.in-addr.arpa";

  private final PtrExists rule = new PtrExists();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  @Test
  void passesWhenThereIsAPtr() {
    Finding finding = onlyFinding(rule, sender().ptr(ADDRESS, "mail.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence())
        .singleElement()
        .satisfies(e -> assertThat(e.answer()).contains("mail.example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "NXDOMAIN, ptr.do.record",
    "NODATA, ptr.do.record",
    "BOGUS, ptr.do.dnssec",
    "CNAME_LOOP, ptr.do.alias"
  })
  void failsWhenThereIsNoValidPtr(Status status, String step) {
    Finding finding = onlyFinding(rule, sender().dnsStatus(REVERSE, "PTR", status));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().steps().getFirst().key()).isEqualTo(step);
  }

  @Test
  void theRemedyRequestsThePtrByAllocationId() {
    Finding finding = onlyFinding(rule, sender().dnsStatus(REVERSE, "PTR", Status.NXDOMAIN));

    assertThat(finding.remedy().commands())
        .containsExactly(
            "MAIL-HOST-NAME.  300  IN  A  " + ADDRESS,
            "aws ec2 modify-address-attribute --allocation-id eipalloc-1 --domain-name"
                + " MAIL-HOST-NAME --region ap-northeast-1",
            """
            resource "aws_route53_record" "mail" {
              zone_id = "ZONE-ID"
              name    = "MAIL-HOST-NAME"
              type    = "A"
              ttl     = 300
              records = ["203.0.113.9"]
            }

            resource "aws_eip_domain_name" "mail" {
              allocation_id = "eipalloc-1"
              domain_name   = aws_route53_record.mail.fqdn
            }\
            """);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"SERVFAIL", "REFUSED", "TIMEOUT", "UNREACHABLE"})
  void isUnknownWhenTheLookUpFails(ReasonKind cause) {
    Finding finding = onlyFinding(rule, sender().dnsUnknown(REVERSE, "PTR", cause));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason()).isNotNull();
  }

  @Test
  void doesNotApplyToAnIdleAddressWithoutEvidenceOfMail() {
    assertThat(onlyFinding(rule, aSnapshot().withIdleElasticIp(ADDRESS)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void doesNotApplyToAnAddressDeclaredNotToSend() {
    assertThat(onlyFinding(rule, sender().withRoleOverride(ADDRESS, false)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownForAnAddressWhoseRoleIsUndetermined() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withElasticIp(ADDRESS, Map.of())
                .withDomain("example.com")
                .dnsUnknown("example.com", "MX", ReasonKind.TIMEOUT)
                .dnsUnknown("example.com", "TXT", ReasonKind.TIMEOUT)
                .dnsStatus(REVERSE, "PTR", Status.NXDOMAIN));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
  }
}
