package io.todoku.rule;

import static io.todoku.rule.SenderAssertions.ADDRESS;
import static io.todoku.rule.SenderAssertions.anAddress;
import static io.todoku.rule.SenderAssertions.assertSends;
import static io.todoku.rule.SenderAssertions.senderIn;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.ReceivingRole;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainEvidenceTests {

  @Test
  void anMxOfAMailDomainIsEvidenceOfReceiving() {
    SnapshotBuilder world =
        anAddress()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 include:relay.example.net -all")
            .dns("relay.example.net", "TXT", "v=spf1 ip4:192.0.2.200 -all")
            .dns("mail.example.com", "A", "192.0.2.99", ADDRESS);

    assertThat(senderIn(world).receiving().role()).isEqualTo(ReceivingRole.RECEIVES);
    assertThat(senderIn(world).receiving().evidence())
        .containsExactly(Text.of("sender.mx", "example.com", "mail.example.com"));
    assertThat(senderIn(world).role()).as("is asked").isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(world).sending().evidence())
        .containsExactly(Text.of("sender.question.spf", "example.com"));
    assertThat(senderIn(world).uncertainty())
        .isEqualTo(Question.DOES_IT_SEND.about(ADDRESS, "SPF example.com"));
  }

  @Test
  void aReceivingServerThatPort25LetsOutSends() {
    SnapshotBuilder world =
        anAddress()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dnsStatus("example.com", "TXT", Status.NODATA)
            .dns("mail.example.com", "A", ADDRESS);

    assertSends(world, "sender.way-out");
    assertThat(senderIn(world).domains()).containsExactly("example.com");

    world.egress(Observed.known(List.of(new Egress("tcp", 443, 443, List.of("0.0.0.0/0")))));

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(world).sending().evidence())
        .containsExactly(Text.of("sender.question.groups", "sg-1"));
  }

  @Test
  void aWebServerOfADomainWithoutMxDoesNotReceive() {
    SnapshotBuilder world =
        anAddress()
            .withDomain("example.com")
            .dnsStatus("example.com", "MX", Status.NODATA)
            .dnsStatus("example.com", "TXT", Status.NODATA)
            .dns("example.com", "A", ADDRESS);

    assertThat(senderIn(world).receiving().role()).isEqualTo(ReceivingRole.NO_SIGN);
    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  private static SnapshotBuilder spf(String record) {
    return anAddress()
        .withDomain("example.com")
        .dnsStatus("example.com", "MX", Status.NODATA)
        .dns("example.com", "TXT", record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 ip4:192.0.2.7 -all",
        "v=spf1 ip4:192.0.2.0/24 -all",
        "V=SPF1 mx +ip4:192.0.2.7/32 ~all"
      })
  void anSpfRecordThatNamesTheAddressIsEvidence(String record) {
    assertSends(spf(record), "sender.spf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 ip4:192.0.2.8 -all",
        "v=spf1 -ip4:192.0.2.7 -all",
        "v=spf1 ip4:192.0.3.0/24 -all",
        "v=spf10 ip4:192.0.2.7",
        "some text ip4:192.0.2.7",
        "v=spf1 ip4:192.0.2.7/99 -all",
        "v=spf1 ip4:mail.example.com -all"
      })
  void anSpfRecordThatDoesNotNameTheAddressIsNoEvidence(String record) {
    assertThat(senderIn(spf(record)).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 a -all",
        "v=spf1 a:form.example.com -all",
        "v=spf1 a:wide.example.com/24 -all",
        "v=spf1 mx:other.example -all",
        "v=spf1 include:_spf.other.example -all",
        "v=spf1 redirect=_spf.other.example"
      })
  void anSpfRecordThatNamesTheAddressThroughOtherNamesIsEvidence(String record) {
    assertSends(spf(record).with(DomainEvidenceTests::addDnsRecords), "sender.spf");
  }

  private static void addDnsRecords(SnapshotBuilder world) {
    world
        .dns("example.com", "A", ADDRESS)
        .dns("form.example.com", "A", ADDRESS)
        .dns("wide.example.com", "A", "192.0.2.200")
        .dns("other.example", "MX", "10 mx.other.example")
        .dns("mx.other.example", "A", ADDRESS)
        .dns("_spf.other.example", "TXT", "v=spf1 ip4:192.0.2.0/28 include:example.com ~all");
  }

  @Test
  void aRedirectBesideAllIsIgnored() {
    assertThat(
            senderIn(
                    spf("v=spf1 redirect=_spf.other.example -all")
                        .with(DomainEvidenceTests::addDnsRecords))
                .role())
        .isEqualTo(SendingRole.NO_SIGN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 exists:%{i}.spf.example.com -all",
        "v=spf1 include:%{d2}.spf.example.com -all",
        "v=spf1 ptr -all",
        "v=spf1 include:nobody-asked.example -all"
      })
  void anSpfRecordThatCannotBeFollowedLeavesTheRoleUndetermined(String record) {
    assertThat(senderIn(spf(record)).role()).isEqualTo(SendingRole.UNDETERMINED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 exists:%{i}.spf.example.com -all",
        "v=spf1 include:%{ir}.%{v}.example.net -all",
        "v=spf1 ptr:example.com -all"
      })
  void anSpfRecordWithMacrosOrPtrIsEvaluated(String record) {
    assertSends(
        spf(record)
            .dns("192.0.2.7.spf.example.com", "A", "127.0.0.2")
            .dns("7.2.0.192.in-addr.example.net", "TXT", "v=spf1 a:mail.example.com -all")
            .dns("mail.example.com", "A", ADDRESS)
            .ptr(ADDRESS, "mail.example.com"),
        "sender.spf");
    assertThat(
            senderIn(
                    spf(record)
                        .dnsStatus("192.0.2.7.spf.example.com", "A", Status.NXDOMAIN)
                        .dns("7.2.0.192.in-addr.example.net", "TXT", "v=spf1 -all")
                        .ptr(ADDRESS, "mail.example.net")
                        .dns("mail.example.net", "A", ADDRESS))
                .role())
        .isEqualTo(SendingRole.NO_SIGN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"BOGUS", "CNAME_LOOP"})
  void aBogusOrLoopingAnswerLeavesTheRoleUndetermined(Status status) {
    SnapshotBuilder world =
        anAddress()
            .withDomain("example.com")
            .dnsStatus("example.com", "MX", status)
            .dnsStatus("example.com", "TXT", Status.NODATA);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
  }

  @Test
  void aNullMxIsNoEvidence() {
    SnapshotBuilder world =
        anAddress()
            .withDomain("example.com")
            .dns("example.com", "MX", "0 .")
            .dnsStatus("example.com", "TXT", Status.NODATA);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void ipv6AddressesAreComparedByValue() {
    SnapshotBuilder world =
        aSnapshot()
            .withIpv6("2406:da14:1:2::25")
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("mail.example.com", "AAAA", "2406:da14:1:2:0:0:0:25")
            .dnsStatus(DnsLookup.reverseName("2406:da14:1:2::25"), "PTR", Status.NXDOMAIN);

    assertThat(Sender.allIn(world.build()))
        .singleElement()
        .satisfies(sender -> {
          assertThat(sender.receiving().role()).isEqualTo(ReceivingRole.RECEIVES);
          assertThat(sender.role()).as("only a sign of its own").isEqualTo(SendingRole.NO_SIGN);
        });

    SnapshotBuilder named =
        aSnapshot()
            .withIpv6("2406:da14:1:2::25")
            .withDomain("example.com")
            .dnsStatus("example.com", "MX", Status.NODATA)
            .dns("example.com", "TXT", "v=spf1 ip6:2406:DA14:1:2:0::/64 -all");
    assertThat(Sender.allIn(named.build()))
        .singleElement()
        .extracting(Sender::role)
        .isEqualTo(SendingRole.SENDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MX", "TXT"})
  void aFailedLookUpLeavesTheRoleUndetermined(String type) {
    SnapshotBuilder world = anAddress().withDomain("example.com");
    for (String other : List.of("MX", "TXT")) {
      if (other.equals(type)) {
        world.dnsUnknown("example.com", other, ReasonKind.SERVFAIL);
      } else {
        world.dnsStatus("example.com", other, Status.NODATA);
      }
    }

    Sender sender = senderIn(world);

    assertThat(sender.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(sender.uncertainty()).isNotNull();
    assertThat(sender.uncertainty().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void anMxHostAtAnotherAddressIsNoEvidence() {
    SnapshotBuilder world =
        anAddress()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com", "20 mail2.example.com")
            .dns("example.com", "TXT", "v=spf1 a -all")
            .dns("example.com", "A", "192.0.2.98")
            .dns("mail.example.com", "A", "192.0.2.99")
            .dns("mail2.example.com", "A", ADDRESS);

    assertThat(senderIn(world).receiving().evidence())
        .containsExactly(Text.of("sender.mx", "example.com", "mail2.example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 a -all",
        "v=spf1 a/25 -all",
        "v=spf1 mx:other.example -all",
        "v=spf1 a:six.example -all"
      })
  void anSpfRecordWhoseNamesHaveOtherAddressesIsNoEvidence(String record) {
    SnapshotBuilder world =
        spf(record)
            .dns("example.com", "A", "192.0.2.199", "198.51.100.7")
            .dns("other.example", "MX", "10 mx.other.example")
            .dns("mx.other.example", "A", "192.0.2.8")
            .dnsStatus("six.example", "A", Status.NODATA);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aMacroInARecordWithAnErrorIsNamedAsUnknown() {
    Sender sender = senderIn(spf("v=spf1 exists:%{i}.x.example nonsense -all"));

    assertThat(sender.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(sender.uncertainty())
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "example.com TXT: exists:%{i}.x.example", ""));
    assertThat(sender.sending().evidence())
        .containsExactly(
            Text.of(
                "sender.blind",
                Text.of("reason.NOT_ASKED", "example.com TXT: exists:%{i}.x.example")));
  }
}
