package io.todoku.rule;

import static io.todoku.rule.Roles.ADDRESS;
import static io.todoku.rule.Roles.anAddress;
import static io.todoku.rule.Roles.assertSends;
import static io.todoku.rule.Roles.of;
import static io.todoku.rule.World.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.Role;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateSendersTests {

  @Test
  void theTagOfANatGatewaysElasticIpCounts() {
    Sender sender =
        of(
            aSnapshot()
                .withNat(
                    "nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes", "Name", "out")));

    assertThat(sender.role()).isEqualTo(Role.SENDS);
    assertThat(sender.resource().name()).isEqualTo("out");
    assertThat(sender.allocationId()).isEqualTo("eipalloc-nat-1");
  }

  @Test
  void aPrivateInstanceSendsByTheNatGatewayOfItsVpc() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");

    world.withNat("nat-2", "available", "192.0.2.8", Map.of());
    assertThat(of(world).role()).as("by one of two").isEqualTo(Role.CANDIDATE);
    assertThat(of(world).doubt()).isNotNull().extracting(Reason::fix).isEqualTo("way-out");
  }

  @Test
  void aFailedNatGatewayHoldsNoAddress() {
    Sender sender = of(aSnapshot().withNat("nat-1", "failed", ADDRESS, Map.of()));

    assertThat(sender.resource().type()).isEqualTo(Resource.Type.ELASTIC_IP);
  }

  @Test
  void aGatewayThatNothingLeavesByDoesNotCount() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withNat("nat-2", "failed", "192.0.2.8", Map.of())
            .withNat(new NatGateway("nat-private", "available", "vpc-1", List.of()))
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");
  }

  @Test
  void anInstanceWithIpv6AloneSendsOverIpv4ByItsGateway() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withIpv6("2406:da14:1:2::25")
            .withPrivateInstance("i-6", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");
  }

  @Test
  void whatMayBeAGatewaysIsNotExcused() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .denied("ec2:DescribeNatGateways");

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
    assertThat(of(anAddress().denied("ec2:DescribeNatGateways")).role())
        .as("an instance's is no gateway's")
        .isEqualTo(Role.NO_SIGN);
  }

  private static World twoGateways() {
    return aSnapshot()
        .withNat("nat-1", "available", ADDRESS, Map.of())
        .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));
  }

  @Test
  void oneOfTwoGatewaysIsRuledOutOrNamed() {
    assertSends(
        twoGateways().withNat("nat-2", "available", "192.0.2.8", Map.of("todoku:mail", "no")),
        "sender.private");
    assertThat(
            of(twoGateways()
                    .withNat("nat-2", "available", "192.0.2.8", Map.of("todoku:mail", "yes")))
                .role())
        .isEqualTo(Role.NO_SIGN);
    assertThat(
            of(twoGateways()
                    .withNat("nat-2", "available", "192.0.2.8", Map.of())
                    .override("192.0.2.8", true))
                .role())
        .isEqualTo(Role.NO_SIGN);
  }

  @Test
  void aPrivateInstanceWithAMailPortOpenToTheWorldSendsByItsGateway() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-mail", Map.of())
            .withPrivateInterface("i-mail");

    assertThat(of(world).role()).isEqualTo(Role.NO_SIGN);
    assertSends(world.openToTheWorld(25), "sender.private-port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups"})
  void whatMayHaveAnAddressOrAPortOpenMakesItsGatewayUndetermined(String api) {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-web", Map.of())
            .denied(api);

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void aSecurityGroupThatIsNotListedMayBeOpen() {
    World world =
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

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void aTaggedInstanceMayHaveAnAddressThatWasNotListed() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"))
            .denied("ec2:DescribeNetworkInterfaces");

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void aStoppedInstanceMayGetAnAddressWithItsStart() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withInstance(
                new Instance("i-form", "stopped", "vpc-1", null, Map.of("todoku:mail", "yes")));

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }
}
