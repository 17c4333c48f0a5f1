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
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderClassifierTests {

  @Test
  void anAddressWithoutEvidenceDoesNotSend() {
    assertThat(senderIn(anAddress()).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aPortOpenToIpv4IsNoEvidenceForAnIpv6Address() {
    assertThat(
            Sender.allIn(
                aSnapshot()
                    .withIpv6("2406:da14:1:2::25")
                    .openToTheWorld(25)
                    .dnsStatus(DnsLookup.reverseName("2406:da14:1:2::25"), "PTR", Status.NXDOMAIN)
                    .build()))
        .singleElement()
        .extracting(Sender::role)
        .isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aUniqueLocalAddressIsNotPublic() {
    assertThat(Sender.allIn(aSnapshot().withIpv6("fd00:1::25").build())).isEmpty();
  }

  @Test
  void aLoadBalancerReceivesAndDoesNotSend() {
    SnapshotBuilder world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("mail.example.com", "A", ADDRESS);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(senderIn(world).receiving().role()).isEqualTo(ReceivingRole.RECEIVES);
    assertThat(senderIn(world).maySend()).isFalse();
  }

  @Test
  void whenElasticIpsWereNotListedTheRoleIsUndetermined() {
    SnapshotBuilder world = anAddress().denied("ec2:DescribeAddresses");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(world).allocationId()).as("seen at its interface").isEqualTo("eipalloc-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 465, 587})
  void aMailPortOpenToAllIsAQuestionAndNoEvidence(int port) {
    Sender sender = senderIn(anAddress().openToTheWorld(port));

    assertThat(sender.receiving().role()).isEqualTo(ReceivingRole.UNDETERMINED);
    assertThat(sender.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(sender.sending().evidence())
        .containsExactly(
            Text.of(
                "sender.port", String.valueOf(port), Text.of("reason.NOT_ASKED", ADDRESS + ":25")));
  }

  @Test
  void anOpenMailPortWhereNothingListensIsNoSignOfAServer() {
    Sender sender =
        senderIn(anAddress().openToTheWorld(25).dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED));

    assertThat(sender.receiving().role()).isEqualTo(ReceivingRole.NO_SIGN);
    assertThat(sender.role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void anotherOpenPortIsNoEvidence() {
    assertThat(senderIn(anAddress().openToTheWorld(443)).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aTagDeclaresThatItSendsOrDoesNot() {
    assertSends(aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", "Yes")), "sender.tag");
    assertThat(
            senderIn(
                    aSnapshot()
                        .withElasticIp(ADDRESS, Map.of("todoku:mail", "no"))
                        .openToTheWorld(25))
                .role())
        .isEqualTo(SendingRole.OVERRULED);
  }

  @Test
  void aPersonsOverrideTakesPrecedenceOverTheTag() {
    assertThat(senderIn(aSnapshot().withSender(ADDRESS).withRoleOverride(ADDRESS, false)).role())
        .isEqualTo(SendingRole.OVERRULED);
    assertSends(
        aSnapshot()
            .withElasticIp(ADDRESS, Map.of("todoku:mail", "no"))
            .withRoleOverride(ADDRESS, true),
        "sender.person-yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddressesAttribute",
        "ec2:DescribeInstances",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeNetworkInterfaces"
      })
  void aDeniedCallLeavesTheRoleUndetermined(String api) {
    Sender sender = senderIn(anAddress().denied(api));

    assertThat(sender.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(sender.uncertainty()).isNotNull();
    assertThat(sender.uncertainty().source()).isEqualTo(api);
  }

  @Test
  void oneEvidenceIsEnoughWhateverElseIsUnknown() {
    assertSends(aSnapshot().withSender(ADDRESS).denied("ec2:DescribeSecurityGroups"), "sender.tag");
  }

  @Test
  void aTagOnTheAddressOfALoadBalancerCounts() {
    assertSends(aSnapshot().withLoadBalancer(ADDRESS, Map.of("todoku:mail", "yes")), "sender.tag");
  }

  @Test
  void aLoadBalancerDoesNotSendEvenWhenDnsIsUnknown() {
    SnapshotBuilder world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .withDomain("example.com")
            .dnsUnknown("example.com", "MX", ReasonKind.SERVFAIL);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(senderIn(world).receiving().role()).isEqualTo(ReceivingRole.UNDETERMINED);
    assertThat(senderIn(world.denied("ec2:DescribeAddresses")).role())
        .as("it may be tagged")
        .isEqualTo(SendingRole.UNDETERMINED);
  }

  @Test
  void anAddressThatMayBeALoadBalancersIsUndetermined() {
    SnapshotBuilder world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("mail.example.com", "A", ADDRESS)
            .denied("ec2:DescribeNetworkInterfaces");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(world).uncertainty())
        .isNotNull()
        .extracting(Reason::source)
        .isEqualTo("ec2:DescribeNetworkInterfaces");
  }

  @Test
  void aSecurityGroupThatWasNotListedLeavesTheRoleUndetermined() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(
                new NetworkInterface(
                    "eni-1",
                    "i-1",
                    "subnet-a",
                    List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, null)),
                    List.of(),
                    List.of("sg-1", "sg-gone"),
                    null));

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(world.openToTheWorld(25)).receiving().evidence())
        .contains(Text.of("sender.port", "25", Text.of("reason.NOT_ASKED", ADDRESS + ":25")));
  }

  @Test
  void theTagOfTheInstanceCountsWhereItsAddressHasAnEmptyOne() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp(ADDRESS, Map.of("todoku:mail", " "))
            .withInstance(
                new Instance("i-1", "running", "vpc-1", null, Map.of("todoku:mail", " Yes\u3000")));

    assertSends(world, "sender.tag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "on", "はい"})
  void aTagWithAnotherValueLeavesTheRoleUndetermined(String value) {
    Sender sender = senderIn(aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", value)));

    assertThat(sender.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(sender.uncertainty()).isNotNull().extracting(Reason::fix).isEqualTo("tag-value");
  }

  @Test
  void eachRoleIsExplainedByWhatAPersonStatedOfIt() {
    Sender sender = senderIn(anAddress().withRoleOverride(ADDRESS, false, true));

    assertThat(sender.receiving().evidence())
        .extracting(Text::key)
        .containsExactly("sender.person-receives");
    assertThat(sender.sending().evidence())
        .extracting(Text::key)
        .containsExactly("sender.person-no");
  }

  private static Text unknown(String api) {
    return Text.of("sender.blind", Text.of("reason.DENIED", api));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddresses",
        "ec2:DescribeInstances",
        "ec2:DescribeAddressesAttribute"
      })
  void aNatGatewayIsUndeterminedByWhatMayHoldItsTagOrItsPtr(String api) {
    SnapshotBuilder world =
        aSnapshot().withNat("nat-1", "available", ADDRESS, Map.of()).denied(api);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(world).sending().evidence()).containsExactly(unknown(api));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"})
  void anAutomaticAddressHasNoTagAndNoPtrOfItsOwn(String api) {
    SnapshotBuilder world = aSnapshot().withPublicIp(ADDRESS, "i-1").denied(api);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void anAddressWithoutInstanceDoesNotDependOnTheListOfInstances() {
    SnapshotBuilder world = aSnapshot().withPublicIp(ADDRESS, null).denied("ec2:DescribeInstances");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(
            senderIn(aSnapshot().withPublicIp(ADDRESS, "i-1").denied("ec2:DescribeInstances"))
                .sending()
                .evidence())
        .containsExactly(unknown("ec2:DescribeInstances"));
  }

  private static SnapshotBuilder withPtr(String address, @Nullable String ptr) {
    return anAddress().reverseDns(new ReverseDns("eipalloc-1", address, ptr, null, null, null));
  }

  @Test
  void aPtrOfItsOwnIsEvidence() {
    SnapshotBuilder world = withPtr(ADDRESS, "Mail.example.com.");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.SENDS);
    assertThat(senderIn(world).sending().evidence())
        .containsExactly(Text.of("sender.ptr", "mail.example.com"));
  }

  @Test
  void anEmptyPtrOrThatOfAnotherAddressIsNoEvidence() {
    assertThat(senderIn(withPtr(ADDRESS, null)).role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(senderIn(withPtr(ADDRESS, " ")).role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(senderIn(withPtr("192.0.2.8", "mail.example.com.")).role())
        .isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void eachUnknownIsNamedOnceInTheOrderInWhichItWasMet() {
    SnapshotBuilder world =
        anAddress()
            .denied("ec2:DescribeInstances")
            .denied("ec2:DescribeSecurityGroups")
            .withDomain("example.com")
            .withDomain("EXAMPLE.com")
            .dnsUnknown("example.com", "MX", ReasonKind.TIMEOUT)
            .dnsStatus("example.com", "TXT", Status.NODATA);

    assertThat(senderIn(world).sending().evidence())
        .containsExactly(
            unknown("ec2:DescribeInstances"),
            Text.of("sender.blind", Text.of("reason.TIMEOUT", "example.com MX")),
            unknown("ec2:DescribeSecurityGroups"));
    assertThat(senderIn(world).uncertainty())
        .isEqualTo(
            new Reason(ReasonKind.DENIED, "ec2:DescribeInstances", "no", "ec2:DescribeInstances"));
  }
}
