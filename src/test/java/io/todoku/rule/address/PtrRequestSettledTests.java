package io.todoku.rule.address;

import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PtrRequestSettledTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String REVERSE = "9.113.0.203.in-addr.arpa";

  private final PtrRequestSettled rule = new PtrRequestSettled();

  private static SnapshotBuilder withReverseDns(
      String ptr, String value, String status, String reason) {
    return aSnapshot()
        .withElasticIp(ADDRESS, Map.of())
        .reverseDns(new ReverseDns("eipalloc-1", ADDRESS, ptr, value, status, reason));
  }

  private static SnapshotBuilder withReverseDns(String ptr) {
    return withReverseDns(ptr, null, null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail.example.com.", "Mail.Example.COM"})
  void passesWhenPublicDnsAnswersWhatEc2Holds(String held) {
    Finding finding = onlyFinding(rule, withReverseDns(held).ptr(ADDRESS, "mail.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).hasSize(2);
    assertThat(finding.resource().id()).isEqualTo("eipalloc-1");
  }

  @Test
  void aFinishedUpdateIsIgnored() {
    SnapshotBuilder world = withReverseDns("mail.example.com.", "mail.example.com", null, null);

    assertThat(onlyFinding(rule, world.ptr(ADDRESS, "mail.example.com")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void warnsWhileTheUpdateIsPending() {
    Finding finding =
        onlyFinding(
            rule,
            withReverseDns("old.example.com.", "mail.example.com.", "PENDING", null)
                .ptr(ADDRESS, "old.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().key()).isEqualTo("ptr-request-settled.warn.pending");
    assertThat(finding.summary().arguments()).contains("mail.example.com");
    assertThat(finding.evidence().getFirst().answer()).contains("PtrRecordUpdate.Status: PENDING");
  }

  @Test
  void warnsWhileTheRemovalIsPending() {
    Finding finding = onlyFinding(rule, withReverseDns("old.example.com.", null, "PENDING", null));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().key()).isEqualTo("ptr-request-settled.warn.removing");
  }

  @Test
  void warnsWhenPublicDnsAnswersTheOldName() {
    Finding finding =
        onlyFinding(rule, withReverseDns("mail.example.com").ptr(ADDRESS, "old.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments()).contains("old.example.com");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "NODATA", "BOGUS", "CNAME_LOOP"})
  void warnsWhenPublicDnsAnswersNoName(Status status) {
    Finding finding =
        onlyFinding(rule, withReverseDns("mail.example.com").dnsStatus(REVERSE, "PTR", status));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
  }

  @ParameterizedTest
  @CsvSource({"FAILED,", "FAILED, no A record", ", no A record"})
  void failsWhenTheUpdateFailed(String status, String reason) {
    Finding finding =
        onlyFinding(
            rule,
            withReverseDns(null, "mail.example.com", status, reason)
                .ptr(ADDRESS, "mail.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly("mail.example.com.  300  IN  A  203.0.113.9");
    assertThat(texts(finding, BlockKind.AWS_CLI))
        .containsExactly(
            "aws ec2 modify-address-attribute --allocation-id eipalloc-1 --domain-name"
                + " mail.example.com --region ap-northeast-1");
    assertThat(texts(finding, BlockKind.TERRAFORM).getLast())
        .contains("domain_name   = aws_route53_record.mail_example_com_203_0_113_9.fqdn");
  }

  @ParameterizedTest
  @CsvSource({"THROTTLED,", "APPROVED, by hand", "SUCCEEDED,"})
  void isUnknownForAnUndocumentedStatus(String status, String reason) {
    SnapshotBuilder world = withReverseDns("mail.example.com", "mail.example.com", status, reason);
    Finding finding = onlyFinding(rule, world.ptr(ADDRESS, "mail.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().detail()).contains(status);
  }

  @Test
  void isUnknownForARequestWithoutStatus() {
    SnapshotBuilder world = withReverseDns("old.example.com", "mail.example.com", null, null);

    assertThat(onlyFinding(rule, world.ptr(ADDRESS, "old.example.com")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWhenPublicDnsIsUnknown() {
    Finding finding =
        onlyFinding(
            rule,
            withReverseDns("mail.example.com").dnsUnknown(REVERSE, "PTR", ReasonKind.SERVFAIL));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void isUnknownOnceForARegionWhenTheCallIsDenied() {
    SnapshotBuilder denied =
        aSnapshot()
            .withElasticIp(ADDRESS, Map.of())
            .withIdleElasticIp("203.0.113.10")
            .denied("ec2:DescribeAddressesAttribute");

    Finding finding = onlyFinding(rule, denied);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.resource().type()).isEqualTo(Resource.Type.REGION);
    assertThat(finding.unknownReason().fix()).isEqualTo("ec2:DescribeAddressesAttribute");
  }

  @Test
  void givesNoFindingWhenNoPtrWasRequested() {
    assertThat(rule.judge(withReverseDns(null).build())).isEmpty();
    assertThat(rule.judge(aSnapshot().withElasticIp(ADDRESS, Map.of()).build())).isEmpty();
    assertThat(rule.judge(aSnapshot().denied("ec2:DescribeAddressesAttribute").build()))
        .as("a Region without Elastic IPs")
        .isEmpty();
  }

  @Test
  void judgesTheAddressOfANatGateway() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withNat("nat-1", "available", ADDRESS, Map.of())
                .reverseDns(
                    new ReverseDns("eipalloc-nat-1", ADDRESS, "out.example.com.", null, null, null))
                .ptr(ADDRESS, "out.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.resource().type()).isEqualTo(Resource.Type.NAT_GATEWAY);
  }
}
