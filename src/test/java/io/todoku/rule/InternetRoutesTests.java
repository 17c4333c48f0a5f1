package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import io.todoku.snapshot.TransitGatewayRouteTable.TransitGatewayRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternetRoutesTests {

  private static final Route LOCAL = new Route("10.0.0.0/16", "local", false);

  private static Route defaultRoute(String target) {
    return new Route("0.0.0.0/0", target, false);
  }

  private static RouteTable table(String id, String subnet, Route... routes) {
    return new RouteTable(id, "vpc-1", false, List.of(subnet), List.of(routes));
  }

  private static RouteTable mainTable(String vpc, Route... routes) {
    return new RouteTable("rtb-main-" + vpc, vpc, true, List.of(), List.of(routes));
  }

  private static NetworkInterface appliance(String id, String description, String... addresses) {
    return new NetworkInterface(
        id,
        null,
        "subnet-fw",
        List.of(addresses).stream().map(a -> new PublicIpAssociation(a, null)).toList(),
        List.of(),
        List.of(),
        null,
        new InterfaceDetails(
            null, "vpc-1", "interface", description, null, false, null, false, Map.of()));
  }

  private static List<WayOut> waysOut(SnapshotBuilder builder) {
    return InternetRoutes.from(builder.build().knownRegions().getFirst(), "vpc-1", "subnet-p");
  }

  @Test
  void theTableOfTheSubnetIsFollowedAndNoOther() {
    assertThat(
            waysOut(
                aSnapshot()
                    .routeTables(
                        mainTable("vpc-1", LOCAL, defaultRoute("nat-main")),
                        table("rtb-other", "subnet-a", LOCAL, defaultRoute("nat-other")),
                        table("rtb-p", "subnet-p", LOCAL, defaultRoute("nat-1")))))
        .containsExactly(new WayOut.Translated("nat-1"));
  }

  @Test
  void aSubnetWithoutATableHasTheMainOneOfItsVpc() {
    assertThat(
            waysOut(
                aSnapshot()
                    .routeTables(
                        mainTable("vpc-2", LOCAL, defaultRoute("nat-2")),
                        table("rtb-a", "subnet-a", LOCAL, defaultRoute("igw-1")),
                        mainTable("vpc-1", LOCAL, defaultRoute("nat-1")))))
        .containsExactly(new WayOut.Translated("nat-1"));
  }

  @Test
  void anInternetGatewayNeedsAnAddressAtTheSender() {
    assertThat(waysOut(aSnapshot().routeTables(table("rtb-p", "subnet-p", defaultRoute("igw-1")))))
        .containsExactly(new WayOut.Direct());
  }

  @Test
  void withoutARouteToTheInternetNothingLeaves() {
    assertThat(
            waysOut(
                aSnapshot()
                    .routeTables(
                        table(
                            "rtb-p",
                            "subnet-p",
                            LOCAL,
                            new Route("192.0.2.0/24", "vgw-1", false),
                            new Route("10.0.0.0/8", "tgw-1", false),
                            new Route("::/0", "eigw-1", false)))))
        .containsExactly(new WayOut.None());
    assertThat(
            waysOut(
                aSnapshot()
                    .routeTables(
                        table("rtb-p", "subnet-p", new Route("0.0.0.0/0", "nat-gone", true)))))
        .containsExactly(new WayOut.None());
  }

  @Test
  void twoHalvesGoBeforeTheWhole() {
    assertThat(
            waysOut(
                aSnapshot()
                    .routeTables(
                        table(
                            "rtb-p",
                            "subnet-p",
                            defaultRoute("igw-1"),
                            new Route("0.0.0.0/1", "nat-1", false),
                            new Route("128.0.0.0/1", "nat-2", false)))))
        .containsExactly(new WayOut.Translated("nat-1"), new WayOut.Translated("nat-2"));
  }

  @Test
  void aNatInstanceIsAWayOut() {
    assertThat(
            waysOut(
                aSnapshot()
                    .withInterface(appliance("eni-nat", "", "192.0.2.7"))
                    .routeTables(table("rtb-p", "subnet-p", defaultRoute("eni-nat")))))
        .containsExactly(new WayOut.Translated("eni-nat"));
  }

  @Test
  void aFirewallHandsPacketsOnByTheRoutesOfItsOwnSubnet() {
    assertThat(
            waysOut(
                aSnapshot()
                    .withInterface(appliance("eni-fw", "VPC Endpoint Interface vpce-1"))
                    .withInterface(appliance("eni-decoy", "VPC Endpoint Interface vpce-2"))
                    .routeTables(
                        table("rtb-p", "subnet-p", defaultRoute("vpce-1")),
                        table("rtb-fw", "subnet-fw", defaultRoute("nat-1")))))
        .containsExactly(new WayOut.Translated("nat-1"));
    assertThat(
            waysOut(
                aSnapshot()
                    .withInterface(appliance("eni-fw", ""))
                    .routeTables(
                        table("rtb-p", "subnet-p", defaultRoute("eni-fw")),
                        table("rtb-fw", "subnet-fw", defaultRoute("nat-1")))))
        .as("an appliance without a public address")
        .containsExactly(new WayOut.Translated("nat-1"));
  }

  @Test
  void aPrivateNatGatewayHandsPacketsOnToo() {
    assertThat(
            waysOut(
                aSnapshot()
                    .withNat(
                        new NatGateway(
                            "nat-private", "available", "vpc-1", List.of(), "subnet-fw", false))
                    .routeTables(
                        table("rtb-p", "subnet-p", defaultRoute("nat-private")),
                        table("rtb-fw", "subnet-fw", defaultRoute("vgw-1")))))
        .containsExactly(
            new WayOut.Untraceable(
                new Reason(
                    ReasonKind.INCONCLUSIVE,
                    "ec2:DescribeRouteTables rtb-fw: 0.0.0.0/0 → vgw-1",
                    "",
                    "egress-elsewhere")));
  }

  @Test
  void aLoopEnds() {
    assertThat(
            waysOut(
                aSnapshot()
                    .withInterface(appliance("eni-fw", "VPC Endpoint Interface vpce-1"))
                    .routeTables(
                        table("rtb-p", "subnet-p", defaultRoute("vpce-1")),
                        table("rtb-fw", "subnet-fw", defaultRoute("vpce-1")))))
        .containsExactly(
            new WayOut.Untraceable(
                new Reason(
                    ReasonKind.INCONCLUSIVE,
                    "ec2:DescribeRouteTables subnet-p",
                    "",
                    "egress-elsewhere")));
  }

  private static NetworkInterface ofInstance(String id, String instance, String... addresses) {
    NetworkInterface nic = appliance(id, "", addresses);
    return new NetworkInterface(
        id,
        instance,
        nic.subnetId(),
        nic.publicAddresses(),
        nic.ipv6Addresses(),
        nic.securityGroupIds(),
        nic.managedBy(),
        nic.details());
  }

  @Test
  void aFirewallLetsPacketsOutByItsOtherInterface() {
    assertThat(
            waysOut(
                aSnapshot()
                    .withInterface(ofInstance("eni-inside", "i-fw"))
                    .withInterface(ofInstance("eni-outside", "i-fw", "192.0.2.7"))
                    .withInterface(ofInstance("eni-decoy", "i-other", "192.0.2.8"))
                    .routeTables(
                        table("rtb-p", "subnet-p", defaultRoute("eni-inside")),
                        table("rtb-fw", "subnet-fw", defaultRoute("eni-inside")))))
        .containsExactly(new WayOut.Translated("eni-outside"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcx-1", "vgw-1", "lgw-1", "arn:aws:networkmanager::1:core-network/c"})
  void whatTheInventoryDoesNotShowIsNamed(String target) {
    assertThat(waysOut(aSnapshot().routeTables(table("rtb-p", "subnet-p", defaultRoute(target)))))
        .containsExactly(
            new WayOut.Untraceable(
                new Reason(
                    ReasonKind.INCONCLUSIVE,
                    "ec2:DescribeRouteTables rtb-p: 0.0.0.0/0 → " + target,
                    "",
                    "egress-elsewhere")));
  }

  @Test
  void deniedRoutesAreTheReason() {
    Reason denied =
        new Reason(ReasonKind.DENIED, "ec2:DescribeRouteTables", "no", "ec2:DescribeRouteTables");

    assertThat(waysOut(aSnapshot().routeTables(Observed.unknown(denied))))
        .containsExactly(new WayOut.Untraceable(denied));
  }

  private static TransitGatewayAttachment attachment(
      String id, String vpc, String owner, String table, String... subnets) {
    return new TransitGatewayAttachment(
        id, "tgw-1", "111111111111", "vpc", vpc, owner, "available", table, List.of(subnets));
  }

  private static SnapshotBuilder transitGateway(String owner, String... subnetsOfEgress) {
    return aSnapshot()
        .transitGateways(
            Observed.known(
                List.of(
                    attachment("tgw-attach-1", "vpc-1", "111111111111", "tgw-rtb-1", "subnet-p"),
                    attachment("tgw-attach-2", "vpc-egress", owner, "tgw-rtb-2", subnetsOfEgress))),
            Observed.known(
                List.of(
                    new TransitGatewayRouteTable("tgw-rtb-2", "tgw-1", List.of()),
                    new TransitGatewayRouteTable(
                        "tgw-rtb-1",
                        "tgw-1",
                        List.of(
                            new TransitGatewayRoute("10.0.0.0/8", "tgw-attach-1"),
                            new TransitGatewayRoute("0.0.0.0/0", "tgw-attach-2"))))))
        .routeTables(
            table("rtb-p", "subnet-p", LOCAL, defaultRoute("tgw-1")),
            new RouteTable(
                "rtb-egress",
                "vpc-egress",
                false,
                List.of("subnet-e"),
                List.of(defaultRoute("nat-egress"))));
  }

  @Test
  void aTransitGatewayLeadsToTheEgressVpc() {
    assertThat(waysOut(transitGateway("111111111111", "subnet-e")))
        .containsExactly(new WayOut.Translated("nat-egress"));
  }

  @Test
  void ofSeveralEqualRoutesOfATransitGatewayNoneIsChosen() {
    SnapshotBuilder builder =
        aSnapshot()
            .transitGateways(
                Observed.known(
                    List.of(
                        attachment("tgw-attach-1", "vpc-1", "111111111111", "tgw-rtb-1"),
                        attachment("tgw-attach-2", "vpc-e", "111111111111", "tgw-rtb-2", "s-e"))),
                Observed.known(
                    List.of(
                        new TransitGatewayRouteTable(
                            "tgw-rtb-1",
                            "tgw-1",
                            List.of(
                                new TransitGatewayRoute("0.0.0.0/0", "tgw-attach-2"),
                                new TransitGatewayRoute("0.0.0.0/0", "tgw-attach-3"))))))
            .routeTables(table("rtb-p", "subnet-p", defaultRoute("tgw-1")));

    assertThat(waysOut(builder))
        .singleElement()
        .extracting(way -> ((WayOut.Untraceable) way).reason().detail())
        .isEqualTo("tgw-rtb-1 has several routes for 0.0.0.0/0");
  }

  @Test
  void anEgressVpcOfAnotherAccountIsNamed() {
    assertThat(waysOut(transitGateway("222222222222")))
        .containsExactly(
            new WayOut.Untraceable(
                new Reason(
                    ReasonKind.INCONCLUSIVE,
                    "ec2:DescribeRouteTables rtb-p: 0.0.0.0/0 → tgw-1",
                    "vpc vpc-egress, owner 222222222222",
                    "egress-elsewhere"),
                new TransitGatewayEntry("tgw-1", "vpc-1")));
  }

  @Test
  void theOwnerOfATransitGatewayWhoseRoutesAreHiddenIsNamed() {
    assertThat(
            waysOut(
                aSnapshot()
                    .transitGateways(
                        Observed.known(
                            List.of(attachment("tgw-attach-1", "vpc-1", "333333333333", null))),
                        Observed.known(List.of()))
                    .routeTables(table("rtb-p", "subnet-p", defaultRoute("tgw-1")))))
        .singleElement()
        .extracting(way -> ((WayOut.Untraceable) way).reason().detail())
        .isEqualTo("owner 111111111111");
  }
}
