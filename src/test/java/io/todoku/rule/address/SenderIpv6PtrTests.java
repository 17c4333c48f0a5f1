package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SenderIpv6PtrTests {

  private static final String V4 = "203.0.113.9";
  private static final String V6 = "2001:db8::25";
  private static final String REVERSE = DnsLookup.reverseName(V6);

  private final SenderIpv6Ptr rule = new SenderIpv6Ptr();

  /** A host that sends by IPv4 and has an IPv6 address besides. */
  private static SnapshotBuilder besidesIpv4Sender() {
    return aSnapshot().withSender(V4).withIpv6(V6, 1);
  }

  @Test
  void passesWhenTheNameResolvesBack() {
    Finding finding =
        onlyFinding(
            rule,
            besidesIpv4Sender()
                .ptr(V6, "mail.example.com")
                .dns("mail.example.com", "AAAA", "2001:db8:0:0::25"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.resource().address()).isEqualTo(V6);
    assertThat(finding.evidence()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "NODATA", "BOGUS", "CNAME_LOOP"})
  void warnsWithoutPtrWhereNothingShowsThatItSends(Status status) {
    Finding finding = onlyFinding(rule, besidesIpv4Sender().dnsStatus(REVERSE, "PTR", status));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary()).isEqualTo(Text.of("sender-ipv6-ptr.warn.none", V6));
    assertThat(finding.remedy().commands().getFirst()).contains("inet_protocols = ipv4");
  }

  @Test
  void failsWhenTheNameResolvesElsewhere() {
    Finding finding =
        onlyFinding(
            rule,
            besidesIpv4Sender()
                .ptr(V6, "mail.example.com")
                .dnsStatus("mail.example.com", "AAAA", Status.NODATA));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).contains("mail.example.com");
  }

  @Test
  void isUnknownWhenALookUpFailed() {
    SnapshotBuilder silent =
        besidesIpv4Sender()
            .ptr(V6, "mail.example.com")
            .dnsUnknown("mail.example.com", "AAAA", ReasonKind.TIMEOUT);

    assertThat(onlyFinding(rule, silent).unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
    assertThat(
            onlyFinding(rule, besidesIpv4Sender().dnsUnknown(REVERSE, "PTR", ReasonKind.SERVFAIL))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void judgesAnIpv6AddressThatSends() {
    SnapshotBuilder own = aSnapshot().withIpv6(V6).withRoleOverride(V6, true);

    assertThat(onlyFinding(rule, own.dnsStatus(REVERSE, "PTR", Status.NXDOMAIN)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void givesNoFindingForAHostThatSendsNoMail() {
    SnapshotBuilder web =
        aSnapshot()
            .withElasticIp(V4, Map.of())
            .withIpv6(V6, 1)
            .dnsStatus(REVERSE, "PTR", Status.NXDOMAIN);

    assertThat(rule.judge(web.build())).isEmpty();
    assertThat(
            rule.judge(
                aSnapshot()
                    .withSender(V4)
                    .withIpv6(V6, 2)
                    .dnsStatus(REVERSE, "PTR", Status.NXDOMAIN)
                    .build()))
        .as("another instance's")
        .isEmpty();
  }

  @Test
  void aPersonsOverrideOfTheAddressCounts() {
    assertThat(rule.judge(besidesIpv4Sender().withRoleOverride(V6, false).build())).isEmpty();
  }

  @Test
  void isUnknownWhenTheRoleOfTheHostIsUndetermined() {
    SnapshotBuilder unclear =
        aSnapshot()
            .withElasticIp(V4, Map.of("todoku:mail", "perhaps"))
            .withIpv6(V6, 1)
            .dnsStatus(REVERSE, "PTR", Status.NXDOMAIN);

    assertThat(onlyFinding(rule, unclear).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownForARegionWhoseInterfacesWereNotListed() {
    assertThat(onlyFinding(rule, aSnapshot().denied("ec2:DescribeNetworkInterfaces")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }
}
