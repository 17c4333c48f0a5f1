package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hosts without a public address: the address that their mail leaves by is found or asked for. */
class PrivateHostSituationsTests extends NetworkSituationsFixture {

  @Test
  void theAddressOfANatInstanceIsTheSender() {
    SnapshotBuilder world =
        privateServer()
            .withInterface(natInstance("192.0.2.7"))
            .withNat("nat-decoy", "available", "192.0.2.8", Map.of())
            .routeTables(routes("subnet-p", "eni-nat"), routes("subnet-a", "igw-1"));

    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.SENDS);
    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.private-port", "i-mail", "25"));
    assertThat(sender(world, "192.0.2.8").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aServerBehindATransitGatewayIsAskedFor() {
    SnapshotBuilder world = privateServer().routeTables(routes("subnet-p", "tgw-1"));

    assertThat(judge("ptr-exists", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.resource().id()).isEqualTo("i-mail");
          assertThat(finding.summary()).isEqualTo(Text.of("finding.no-way-out.port", "i-mail"));
          assertThat(finding.unknownReason().source())
              .isEqualTo("ec2:DescribeRouteTables rtb-subnet-p: 0.0.0.0/0 → tgw-1");
          assertThat(finding.unknownReason().fix()).isEqualTo("egress-elsewhere");
        });
    assertThat(judge("send-limit-removed", world))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  @Test
  void aServerWithoutAnyWayOutSendsNothing() {
    SnapshotBuilder world = privateServer().routeTables(routes("subnet-p", "igw-1"));

    assertThat(judge("ptr-exists", world)).isEmpty();
  }

  @Test
  void aTaggedServerWithoutAnyWayOutIsAskedFor() {
    SnapshotBuilder world =
        aSnapshot()
            .withPrivateInstance("i-mail", Map.of("todoku:mail", "sends"))
            .withPrivateInterface("i-mail")
            .routeTables(routes("subnet-p", "igw-1"));

    assertThat(judge("ptr-exists", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(finding.summary()).isEqualTo(Text.of("finding.no-way-out", "i-mail"));
        });
  }

  @Test
  void theInterfaceOfAnotherAccountInASharedVpcIsJudgedThere() {
    NetworkInterface participants =
        new NetworkInterface(
            "eni-theirs",
            "i-theirs",
            "subnet-a",
            List.of(new PublicIpAssociation("192.0.2.9", null)),
            List.of("2406:da14:1:2::9"),
            List.of("sg-1"),
            null,
            details(OTHER_ACCOUNT, "", true, Map.of("todoku:mail", "both")));
    SnapshotBuilder world =
        aSnapshot().withSender("192.0.2.7").withInterface(participants).openToTheWorld(25);

    assertThat(Sender.allIn(world.build()))
        .extracting(Sender::address)
        .containsExactly("192.0.2.7");
  }

  @Test
  void aTaskSendsByTheNatGatewayOfItsSubnet() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(task("eni-task", List.of()))
            .openToTheWorld(25)
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .withNat("nat-2", "available", "192.0.2.8", Map.of())
            .routeTables(routes("subnet-p", "nat-2"), routes("subnet-a", "nat-1"));

    assertThat(sender(world, "192.0.2.8").role()).isEqualTo(SendingRole.SENDS);
    assertThat(sender(world, "192.0.2.8").sending().evidence())
        .containsExactly(Text.of("sender.private-port", "eni-task", "25"));
    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void eachAddressOfARegionalNatGatewaySends() {
    SnapshotBuilder world =
        privateServer()
            .withNat(
                new NatGateway(
                    "nat-1", "available", "vpc-1", List.of("192.0.2.7", "192.0.2.8"), null, true))
            .routeTables(routes("subnet-p", "nat-1"));

    assertThat(Sender.allIn(world.build()))
        .extracting(Sender::address, Sender::role)
        .containsExactly(
            tuple("192.0.2.7", SendingRole.SENDS), tuple("192.0.2.8", SendingRole.SENDS));
  }

  @Test
  void anyInterfaceThatLooksLikeAMailServerCountsButNoEndpoint() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(ofType("eni-pod", "interface"))
            .withInterface(ofType("eni-smtp-endpoint", "vpc_endpoint"))
            .openToTheWorld(587)
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .routeTables(routes("subnet-p", "nat-1"));

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.private-port", "eni-pod", "587"));
  }

  private static NetworkInterface ofType(String id, String type) {
    return new NetworkInterface(
        id,
        null,
        "subnet-p",
        List.of(),
        List.of(),
        List.of("sg-1"),
        null,
        new InterfaceDetails(
            ACCOUNT, "vpc-1", type, "made by a service", "123", true, null, true, Map.of()));
  }

  @Test
  void theTagOfAnInterfaceCounts() {
    NetworkInterface tagged =
        new NetworkInterface(
            "eni-task",
            null,
            "subnet-p",
            List.of(),
            List.of(),
            List.of("sg-web"),
            null,
            details(ACCOUNT, "", true, Map.of("todoku:mail", "sends")));
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(tagged)
            .withNat("nat-1", "available", "192.0.2.7", Map.of())
            .routeTables(routes("subnet-p", "nat-1"));

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.private", "eni-task", "sends"));
  }
}
