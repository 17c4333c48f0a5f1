package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Sender.ReceivingRole;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;

/** Mail domains are judged with the senders that they have. */
class SenderDomainSituationsTests extends NetworkSituationsFixture {

  @Test
  void aDualStackServerThatSendsOverIpv4IsRight() {
    SnapshotBuilder world =
        aSnapshot()
            .withSender("192.0.2.7")
            .withIpv6("2406:da14:1:2::25", 1)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.7")
            .dns("mail.example.com", "AAAA", "2406:da14:1:2::25")
            .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.7 -all")
            .dnsStatus(DnsLookup.reverseName("2406:da14:1:2::25"), "PTR", Status.NXDOMAIN);

    Sender sixth = sender(world, "2406:da14:1:2::25");
    assertThat(sixth.receiving().role()).isEqualTo(ReceivingRole.RECEIVES);
    assertThat(sixth.role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(judge("spf-authorises-senders", world))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
  }

  @Test
  void threeDomainsAreJudgedWithTheirOwnServers() {
    SnapshotBuilder world =
        aSnapshot()
            .withSender("192.0.2.7")
            .withSender("192.0.2.8")
            .withDomain("one.example")
            .withDomain("two.example")
            .withDomain("three.example")
            .dns("one.example", "MX", "10 a.hoster.example")
            .dns("two.example", "MX", "10 a.hoster.example")
            .dns("three.example", "MX", "10 b.hoster.example")
            .dns("a.hoster.example", "A", "192.0.2.7")
            .dns("b.hoster.example", "A", "192.0.2.8")
            .dns("one.example", "TXT", "v=spf1 ip4:192.0.2.7 -all")
            .dns("two.example", "TXT", "v=spf1 ip4:192.0.2.99 -all")
            .dns("three.example", "TXT", "v=spf1 ip4:192.0.2.8 -all");

    assertThat(judge("spf-authorises-senders", world))
        .extracting(finding -> finding.resource().id(), Finding::verdict)
        .containsExactly(
            tuple("one.example", Verdict.PASS),
            tuple("two.example", Verdict.UNKNOWN),
            tuple("three.example", Verdict.PASS));
  }

  @Test
  void aSenderThatNoDomainClaimsIsOneQuestion() {
    SnapshotBuilder world =
        aSnapshot()
            .withSender("192.0.2.7")
            .withDomain("one.example")
            .withDomain("two.example")
            .dnsStatus("one.example", "MX", Status.NODATA)
            .dnsStatus("two.example", "MX", Status.NODATA)
            .dns("one.example", "TXT", "v=spf1 -all")
            .dns("two.example", "TXT", "v=spf1 -all");

    assertThat(judge("spf-authorises-senders", world))
        .filteredOn(finding -> finding.verdict() != Verdict.PASS)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.resource().address()).isEqualTo("192.0.2.7");
          assertThat(finding.summary())
              .isEqualTo(
                  Text.of(
                      "spf-authorises-senders.unknown.unclaimed",
                      "192.0.2.7",
                      "one.example, two.example"));
        });
  }
}
