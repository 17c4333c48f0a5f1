package io.todoku.rule.address;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Reason.Cause;
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
  private static World besides() {
    return aSnapshot().withSender(V4).withIpv6(V6, 1);
  }

  @Test
  void passesWhereTheNameLeadsBack() {
    Finding finding =
        only(
            rule,
            besides()
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
  void failsWithoutPtr(Status status) {
    Finding finding = only(rule, besides().dnsStatus(REVERSE, "PTR", status));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().commands().getFirst()).contains("inet_protocols = ipv4");
  }

  @Test
  void failsWhereTheNameLeadsElsewhere() {
    Finding finding =
        only(
            rule,
            besides()
                .ptr(V6, "mail.example.com")
                .dnsStatus("mail.example.com", "AAAA", Status.NODATA));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).contains("mail.example.com");
  }

  @Test
  void isUnknownWhereALookUpFailed() {
    World silent =
        besides().ptr(V6, "mail.example.com").dnsUnknown("mail.example.com", "AAAA", Cause.TIMEOUT);

    assertThat(only(rule, silent).unknown().cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(only(rule, besides().dnsUnknown(REVERSE, "PTR", Cause.SERVFAIL)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void judgesAnIpv6AddressThatSendsByItself() {
    World own = aSnapshot().withIpv6(V6).override(V6, true);

    assertThat(only(rule, own.dnsStatus(REVERSE, "PTR", Status.NXDOMAIN)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aHostThatIsNoMailServerIsLeftAlone() {
    World web = aSnapshot().withElasticIp(V4, Map.of()).withIpv6(V6, 1);

    assertThat(rule.judge(web.build())).isEmpty();
    assertThat(rule.judge(aSnapshot().withSender(V4).withIpv6(V6, 2).build()))
        .as("another instance's")
        .isEmpty();
  }

  @Test
  void aPersonsWordOnTheAddressStands() {
    assertThat(rule.judge(besides().override(V6, false).build())).isEmpty();
  }

  @Test
  void neitherPassesNorFailsWhereTheHostMayNotSend() {
    World unclear =
        aSnapshot()
            .withElasticIp(V4, Map.of("todoku:mail", "perhaps"))
            .withIpv6(V6, 1)
            .dnsStatus(REVERSE, "PTR", Status.NXDOMAIN);

    assertThat(only(rule, unclear).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownForARegionWhoseInterfacesAreNotListed() {
    assertThat(only(rule, aSnapshot().denied("ec2:DescribeNetworkInterfaces")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }
}
