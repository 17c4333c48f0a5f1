package io.todoku.rule;

import static io.todoku.rule.SenderAssertions.ADDRESS;
import static io.todoku.rule.SenderAssertions.anAddress;
import static io.todoku.rule.SenderAssertions.assertSends;
import static io.todoku.rule.SenderAssertions.senderIn;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateSendersTests {

  @Test
  void theTagOfANatGatewaysElasticIpCounts() {
    Sender sender =
        senderIn(
            aSnapshot()
                .withNat(
                    "nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes", "Name", "out")));

    assertThat(sender.role()).isEqualTo(SendingRole.SENDS);
    assertThat(sender.resource().name()).isEqualTo("out");
    assertThat(sender.allocationId()).isEqualTo("eipalloc-nat-1");
  }

  @Test
  void aPrivateInstanceSendsByTheNatGatewayOfItsVpc() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");

    world.withNat("nat-2", "available", "192.0.2.8", Map.of());
    assertThat(senderIn(world).role()).as("by one of two").isEqualTo(SendingRole.CANDIDATE);
    assertThat(senderIn(world).sending().evidence())
        .containsExactly(Text.of("sender.private", "i-form", "yes"));
    assertThat(senderIn(world).uncertainty())
        .isNotNull()
        .extracting(Reason::fix)
        .isEqualTo("way-out");
  }

  @Test
  void aFailedNatGatewayHoldsNoAddress() {
    Sender sender = senderIn(aSnapshot().withNat("nat-1", "failed", ADDRESS, Map.of()));

    assertThat(sender.resource().type()).isEqualTo(Resource.Type.ELASTIC_IP);
  }

  @Test
  void aGatewayWithoutSendersBehindItIsNoSender() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withNat("nat-2", "failed", "192.0.2.8", Map.of())
            .withNat(new NatGateway("nat-private", "available", "vpc-1", List.of()))
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");
  }

  @Test
  void anInstanceWithIpv6AloneSendsOverIpv4ByItsGateway() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withIpv6("2406:da14:1:2::25")
            .withPrivateInstance("i-6", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");
  }

  @Test
  void anAddressThatMayBeANatGatewaysIsUndetermined() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .denied("ec2:DescribeNatGateways");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(anAddress().denied("ec2:DescribeNatGateways")).role())
        .as("an instance's is no gateway's")
        .isEqualTo(SendingRole.NO_SIGN);
  }

  private static SnapshotBuilder twoGateways() {
    return aSnapshot()
        .withNat("nat-1", "available", ADDRESS, Map.of())
        .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));
  }

  @Test
  void aTagRulesOutOrNamesOneOfTwoGateways() {
    assertSends(
        twoGateways().withNat("nat-2", "available", "192.0.2.8", Map.of("todoku:mail", "no")),
        "sender.private");
    assertThat(
            senderIn(
                    twoGateways()
                        .withNat("nat-2", "available", "192.0.2.8", Map.of("todoku:mail", "yes")))
                .role())
        .isEqualTo(SendingRole.NO_SIGN);
    assertThat(
            senderIn(
                    twoGateways()
                        .withNat("nat-2", "available", "192.0.2.8", Map.of())
                        .withRoleOverride("192.0.2.8", true))
                .role())
        .isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aPrivateInstanceWithAMailPortOpenToTheWorldSendsByItsGateway() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-mail", Map.of())
            .withPrivateInterface("i-mail");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
    assertSends(world.openToTheWorld(25), "sender.private-port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups"})
  void whenAnInstanceMayHaveAnAddressOrAnOpenPortItsGatewayIsUndetermined(String api) {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-web", Map.of())
            .denied(api);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
  }

  @Test
  void aSecurityGroupThatWasNotListedLeavesTheRoleUndetermined() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-web", Map.of())
            .withInterface(
                new NetworkInterface(
                    "eni-web",
                    "i-web",
                    "subnet-p",
                    List.of(),
                    List.of(),
                    List.of("sg-gone"),
                    null));

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
  }

  @Test
  void whenAddressesWereNotListedTheGatewayOfATaggedInstanceIsUndetermined() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"))
            .denied("ec2:DescribeNetworkInterfaces");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
  }

  @Test
  void theGatewayOfAStoppedInstanceIsUndetermined() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withInstance(
                new Instance("i-form", "stopped", "vpc-1", null, Map.of("todoku:mail", "yes")));

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
  }

  @Test
  void theOpenPortOfAnotherInstanceIsNoEvidence() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-web", Map.of())
            .withPrivateInterface("i-other")
            .openToTheWorld(25);

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void onlyInstancesWithEvidenceAndOfTheSameVpcAreBehindAGateway() {
    Instance otherVpc =
        new Instance("i-other", "running", "vpc-2", null, Map.of("todoku:mail", "yes"));
    Instance withoutVpc =
        new Instance("i-classic", "running", null, null, Map.of("todoku:mail", "yes"));
    Snapshot snapshot =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withNat(new NatGateway("nat-0", "available", null, List.of("192.0.2.9")))
            .withPrivateInstance("i-unclear", Map.of("todoku:mail", "perhaps"))
            .withInstance(otherVpc)
            .withInstance(withoutVpc)
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"))
            .build();
    RegionInventory region = snapshot.knownRegions().getFirst();

    assertThat(Senders.hostsBehind(snapshot, region, "nat-1"))
        .extracting(Senders.HostBehind::id)
        .containsExactly("i-form");
    assertThat(Senders.hostsBehind(snapshot, region, "nat-0")).isEmpty();
    assertThat(SendersWithoutEgressPath.findings("ptr-exists", snapshot))
        .extracting(finding -> finding.resource().id())
        .containsExactly("i-other", "i-classic");
  }

  @Test
  void aPrivateRelayForTheHostsOfItsVpcLeavesTheGatewayUndetermined() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-relay", Map.of())
            .withPrivateInterface("i-relay")
            .openTo("10.0.0.0/16");

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.NO_SIGN);
    Sender gateway = senderIn(world.openToTheWorld(587));
    assertThat(gateway.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(gateway.uncertainty())
        .isEqualTo(
            Question.DOES_HOST_SEND.about("i-relay", "ec2:DescribeSecurityGroups sg-1 (TCP 587)"));
  }

  /** One of the two tags is wrong, and nothing shows which. */
  @Test
  void aGatewayTaggedNotToSendIsUndeterminedBeforeAHostTaggedToSend() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "none"))
            .withPrivateInstance("i-form", Map.of("todoku:mail", "sends"))
            .withPrivateInterface("i-form")
            .subnet("subnet-p", "vpc-1", "a")
            .routeTables(
                new RouteTable(
                    "rtb-p",
                    "vpc-1",
                    false,
                    List.of("subnet-p"),
                    List.of(new RouteTable.Route("0.0.0.0/0", "nat-1", false))));

    assertThat(senderIn(world).role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(senderIn(world).sending().evidence())
        .containsExactly(Text.of("sender.private", "i-form", "sends"));
    assertThat(senderIn(world.withRoleOverride(ADDRESS, false)).role())
        .isEqualTo(SendingRole.OVERRULED);
  }
}
