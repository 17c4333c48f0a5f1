package io.todoku.rule.address;

import static io.todoku.rule.RemedyContents.changes;
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
import io.todoku.snapshot.RegionInventory.ElasticIp;
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

    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly("MAIL-HOST-NAME.  300  IN  A  " + ADDRESS);
    assertThat(texts(finding, BlockKind.AWS_CLI))
        .containsExactly(
            "aws ec2 modify-address-attribute --allocation-id eipalloc-1 --domain-name"
                + " MAIL-HOST-NAME --region ap-northeast-1");
    assertThat(texts(finding, BlockKind.TERRAFORM).getLast())
        .isEqualTo(
            """
            resource "aws_eip_domain_name" "ip_203_0_113_9" {
              allocation_id = "eipalloc-1"
              domain_name   = aws_route53_record.ip_203_0_113_9.fqdn
            }\
            """);
    assertThat(texts(finding, BlockKind.SHELL)).containsExactly("dig +short -x " + ADDRESS);
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

  /** AWS has no reverse zone of such a range, so a request to it would be in vain. */
  @Test
  void thePtrOfAnAddressOfOnesOwnRangeIsMadeInItsReverseZone() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withElasticIp(
                    new ElasticIp(
                        "eipalloc-own",
                        ADDRESS,
                        "eipassoc-own",
                        "i-own",
                        "eni-own",
                        Map.of("todoku:mail", "sends"),
                        "ipv4pool-ec2-0123456789",
                        null))
                .dnsStatus(REVERSE, "PTR", Status.NXDOMAIN));

    assertThat(finding.summary()).isEqualTo(Text.of("ptr-exists.fail", ADDRESS));
    assertThat(finding.remedy().options().getFirst().change().steps())
        .containsExactly(
            Text.of("ptr.do.own-range", ADDRESS, "ipv4pool-ec2-0123456789", "MAIL-HOST-NAME"),
            Text.of("ptr.do.own-range.amazon", "ipv4pool-ec2-0123456789"));
    assertThat(finding.remedy().commands())
        .contains(
            "MAIL-HOST-NAME.  300  IN  A  203.0.113.9",
            "9.113.0.203.in-addr.arpa.  300  IN  PTR  MAIL-HOST-NAME.")
        .noneMatch(command -> command.contains("modify-address-attribute"));
  }

  @Test
  void inGovCloudThePtrIsRequestedByTheForm() {
    Finding finding =
        onlyFinding(
            rule, sender().inRegion("us-gov-west-1").dnsStatus(REVERSE, "PTR", Status.NXDOMAIN));

    assertThat(changes(finding))
        .containsExactly(
            Text.of("ptr.do.record", "MAIL-HOST-NAME", ADDRESS),
            Text.of("ptr.do.gov-cloud", ADDRESS, "MAIL-HOST-NAME"));
    assertThat(finding.remedy().commands())
        .hasSize(4)
        .noneMatch(command -> command.contains("modify-address-attribute"))
        .noneMatch(command -> command.contains("aws_eip_domain_name"));
  }
}
