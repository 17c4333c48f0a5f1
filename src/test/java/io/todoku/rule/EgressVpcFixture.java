package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import io.todoku.snapshot.TransitGatewayRouteTable.TransitGatewayRoute;
import java.util.List;
import java.util.Map;

/** A mail server in one account, whose mail leaves by the egress VPC of another. */
public final class EgressVpcFixture {

  private EgressVpcFixture() {}

  public static final String WORKLOAD = "222222222222";
  public static final String NETWORK = "333333333333";
  public static final String EXIT = "192.0.2.7";

  static RouteTable routes(String vpc, String subnet, String target) {
    return new RouteTable(
        "rtb-" + subnet,
        vpc,
        false,
        List.of(subnet),
        List.of(new Route("10.0.0.0/8", "tgw-1", false), new Route("0.0.0.0/0", target, false)));
  }

  static TransitGatewayAttachment attachment(
      String id, String vpc, String owner, String routeTable, String... subnets) {
    return new TransitGatewayAttachment(
        id, "tgw-1", NETWORK, "vpc", vpc, owner, "available", routeTable, List.of(subnets));
  }

  static TransitGatewayRouteTable table(String id, String... attachments) {
    return new TransitGatewayRouteTable(
        id,
        "tgw-1",
        List.of(attachments).stream()
            .map(attachment -> new TransitGatewayRoute("0.0.0.0/0", attachment))
            .toList());
  }

  /** A mail server in a VPC whose only way out is the transit gateway of another account. */
  public static SnapshotBuilder workload(Map<String, String> tags) {
    return workload(tags, EXIT);
  }

  static SnapshotBuilder workload(Map<String, String> tags, String authorised) {
    return aSnapshot()
        .account(WORKLOAD)
        .withPrivateInstance("i-mail", tags)
        .withPrivateInterface("i-mail")
        .withPrivateInstance("i-decoy", Map.of("todoku:mail", "none"))
        .openToTheWorld(25)
        .routeTables(routes("vpc-1", "subnet-p", "tgw-1"))
        .transitGateways(
            Observed.known(
                List.of(attachment("tgw-attach-w", "vpc-1", WORKLOAD, null, "subnet-p"))),
            Observed.known(List.of()))
        .withDomain("example.com")
        .dns("example.com", "TXT", "v=spf1 ip4:" + authorised + " -all");
  }

  /** Owns the transit gateway and the egress VPC, whose NAT gateway is the way out. */
  public static SnapshotBuilder network(String... natGateways) {
    SnapshotBuilder account =
        aSnapshot()
            .account(NETWORK)
            .withNat("nat-1", "available", EXIT, Map.of())
            .withNat("nat-2", "available", "192.0.2.8", Map.of())
            .withNat("nat-decoy", "available", "192.0.2.9", Map.of())
            .transitGateways(
                Observed.known(
                    List.of(
                        attachment("tgw-attach-w", "vpc-1", WORKLOAD, "tgw-rtb-spokes"),
                        attachment("tgw-attach-decoy", "vpc-9", WORKLOAD, "tgw-rtb-decoy"),
                        attachment(
                            "tgw-attach-e",
                            "vpc-e",
                            NETWORK,
                            "tgw-rtb-egress",
                            "subnet-a",
                            "subnet-b"))),
                Observed.known(
                    List.of(
                        table("tgw-rtb-decoy"),
                        table("tgw-rtb-spokes", "tgw-attach-e"),
                        table("tgw-rtb-egress"))));
    return account.routeTables(
        routes("vpc-e", "subnet-decoy", "nat-decoy"),
        routes("vpc-e", "subnet-a", natGateways[0]),
        routes("vpc-e", "subnet-b", natGateways[natGateways.length - 1]));
  }
}
