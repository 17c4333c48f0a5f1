package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressNotIdleTests {

  static final String ADDRESS = "203.0.113.9";
  private static final String REVERSE = "9.113.0.203.in-addr.arpa";
  private static final String GENERIC = "ec2-203-0-113-9.ap-northeast-1.compute.amazonaws.com";

  private final AddressNotIdle rule = new AddressNotIdle();

  /** With the automatic name, which leads to every address. */
  static SnapshotBuilder idle() {
    return aSnapshot().withIdleElasticIp(ADDRESS).ptr(ADDRESS, GENERIC).dns(GENERIC, "A", ADDRESS);
  }

  @Test
  void warnsWhenNoNamePointsToTheAddress() {
    Finding finding = onlyFinding(rule, idle());

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.evidence()).isNotEmpty();
    assertThat(finding.remedy().commands())
        .containsExactly(
            "aws ec2 release-address --allocation-id eipalloc-idle --region ap-northeast-1");
  }

  @Test
  void failsWhenAnMxHostPointsToTheAddress() {
    Finding finding =
        onlyFinding(
            rule,
            idle()
                .withDomain("example.com")
                .dns("example.com", "MX", "10 mail.example.com", "20 mx2.example.com")
                .dns("mail.example.com", "A", ADDRESS)
                .dns("mx2.example.com", "A", "192.0.2.1"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments())
        .containsExactly(ADDRESS, "mail.example.com (MX example.com)");
    assertThat(finding.evidence())
        .extracting(Evidence::query)
        .contains("mail.example.com A", "example.com MX");
    assertThat(finding.remedy().commands().getFirst())
        .contains("associate-address --allocation-id eipalloc-idle");
    assertThat(finding.remedy().commands().getLast())
        .isEqualTo(
            """
            resource "aws_eip_association" "ip_203_0_113_9" {
              allocation_id = "eipalloc-idle"
              instance_id   = "INSTANCE-ID"
            }\
            """);
  }

  @Test
  void failsWhenThePtrNameResolvesBack() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withIdleElasticIp(ADDRESS)
                .ptr(ADDRESS, "old.example.com")
                .dns("old.example.com", "A", ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "old.example.com");
  }

  @Test
  void failsWhenAnyNameThatWasLookedUpResolvesToTheAddress() {
    Finding finding = onlyFinding(rule, idle().dns("spf.example.net", "A", "192.0.2.1", ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).contains("spf.example.net");
  }

  @Test
  void blocklistEntriesAreIgnored() {
    SnapshotBuilder world =
        aSnapshot()
            .withIdleElasticIp("127.0.0.2")
            .blocklists("bl.example")
            .dnsStatus("2.0.0.127.in-addr.arpa", "PTR", Status.NXDOMAIN);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void isUnknownWhenAnMxOrItsHostIsUnknown() {
    Finding mx =
        onlyFinding(
            rule,
            idle().withDomain("example.com").dnsUnknown("example.com", "MX", ReasonKind.SERVFAIL));
    Finding host =
        onlyFinding(
            rule,
            idle()
                .withDomain("example.com")
                .dns("example.com", "MX", "10 mail.example.com")
                .dnsUnknown("mail.example.com", "A", ReasonKind.TIMEOUT));

    assertThat(mx.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(mx.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
    assertThat(host.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(host.unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
  }

  @Test
  void failsForAKnownNameEvenWhenAnMxIsUnknown() {
    SnapshotBuilder world =
        idle()
            .withDomain("example.com")
            .dnsUnknown("example.com", "MX", ReasonKind.SERVFAIL)
            .dns("www.example.com", "A", ADDRESS);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"SERVFAIL", "TIMEOUT"})
  void isUnknownWhenThePtrLookUpFailed(ReasonKind cause) {
    SnapshotBuilder world =
        aSnapshot().withIdleElasticIp(ADDRESS).dnsUnknown(REVERSE, "PTR", cause);

    assertThat(onlyFinding(rule, world).unknownReason().kind()).isEqualTo(cause);
  }

  @Test
  void theRemedyRemovesThePtrBeforeReleasingTheAddress() {
    SnapshotBuilder world =
        aSnapshot()
            .withIdleElasticIp(ADDRESS)
            .reverseDns(
                new ReverseDns("eipalloc-idle", ADDRESS, "old.example.com.", null, null, null))
            .ptr(ADDRESS, "old.example.com")
            .dnsStatus("old.example.com", "A", Status.NXDOMAIN);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.remedy().commands())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("aws ec2 reset-address-attribute");
  }

  @Test
  void givesNoFindingForAnAddressInUse() {
    assertThat(rule.judge(aSnapshot().withElasticIp(ADDRESS, Map.of()).build())).isEmpty();
  }

  @Test
  void isUnknownForARegionWhoseAddressesWereNotListed() {
    Finding finding = onlyFinding(rule, aSnapshot().denied("ec2:DescribeAddresses"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("ec2:DescribeAddresses");
  }
}
