package io.todoku.rule;

import static io.todoku.rule.InventoryFixture.NETWORK;
import static io.todoku.rule.InventoryFixture.PARTICIPANT;
import static io.todoku.rule.InventoryFixture.WORKLOAD;
import static io.todoku.rule.NetworkParts.MAIL_GROUP;
import static io.todoku.rule.NetworkParts.nic;
import static io.todoku.rule.NetworkParts.table;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;

/**
 * The account of the network, which has the egress VPC of a transit gateway and a shared VPC, and
 * two accounts whose mail servers use them.
 */
final class SharedNetworkFixture {

  static final String EXIT = "192.0.2.30";
  static final String OTHER_EXIT = "192.0.2.31";
  static final String SHARED_EXIT = "192.0.2.32";
  static final String PARTICIPANTS_SERVER = "192.0.2.40";
  private static final String SHARED_VPC = "vpc-s";

  private SharedNetworkFixture() {}

  /** A private mail server whose only way out is the transit gateway. */
  static SnapshotBuilder workload() {
    SnapshotBuilder account =
        InventoryParts.anAccount(WORKLOAD)
            .withPrivateInstance("i-mail", Map.of())
            .withInterface(
                nic("eni-mail", WORKLOAD, "vpc-1", "subnet-p")
                    .instance("i-mail")
                    .groups(MAIL_GROUP)
                    .build())
            .withPrivateInstance("i-batch", Map.of())
            .withInterface(
                nic("eni-batch", WORKLOAD, "vpc-1", "subnet-p").instance("i-batch").build())
            .routeTables(EgressVpcFixture.routes("vpc-1", "subnet-p", "tgw-1"))
            .transitGateways(
                Observed.known(
                    List.of(
                        EgressVpcFixture.attachment(
                            "tgw-attach-w", "vpc-1", WORKLOAD, null, "subnet-p"))),
                Observed.known(List.of()));
    InventoryParts.domain(
        account, "work.example", "v=spf1 ip4:" + EXIT + " -all", "10 a.hoster.example");
    InventoryParts.host(account, "a.hoster.example", HostingFixture.SERVER_A);
    return account;
  }

  static SnapshotBuilder network() {
    SnapshotBuilder account =
        InventoryParts.anAccount(NETWORK)
            .withNat(gateway("nat-1", "vpc-e", "subnet-n", EXIT))
            .withNat(gateway("nat-decoy", "vpc-e", "subnet-n", OTHER_EXIT))
            .withNat(gateway("nat-s", SHARED_VPC, "subnet-a", SHARED_EXIT))
            .withInterface(gatewayInterface("nat-1", "vpc-e", "subnet-n", EXIT))
            .withInterface(gatewayInterface("nat-decoy", "vpc-e", "subnet-n", OTHER_EXIT))
            .withInterface(gatewayInterface("nat-s", SHARED_VPC, "subnet-a", SHARED_EXIT))
            .withInterface(sharedServer())
            .withInterface(publicServer())
            .subnet("subnet-p", SHARED_VPC, "a")
            .acls(InventoryParts.openAcl("subnet-a", "subnet-e", "subnet-n", "subnet-p"))
            .transitGateways(
                Observed.known(
                    List.of(
                        EgressVpcFixture.attachment(
                            "tgw-attach-w", "vpc-1", WORKLOAD, "tgw-rtb-spokes"),
                        EgressVpcFixture.attachment(
                            "tgw-attach-e", "vpc-e", NETWORK, "tgw-rtb-egress", "subnet-e"))),
                Observed.known(
                    List.of(
                        EgressVpcFixture.table("tgw-rtb-spokes", "tgw-attach-e"),
                        EgressVpcFixture.table("tgw-rtb-egress"))))
            .routeTables(
                EgressVpcFixture.routes("vpc-e", "subnet-e", "nat-1"),
                EgressVpcFixture.routes("vpc-e", "subnet-other", "nat-decoy"),
                table(SHARED_VPC, "subnet-p", "nat-s"),
                table(SHARED_VPC, "subnet-a", "igw-s"));
    InventoryParts.namedHost(account, "exit.work.example", EXIT);
    InventoryParts.unnamed(account, OTHER_EXIT);
    InventoryParts.namedHost(account, "exit.part.example", SHARED_EXIT);
    return account;
  }

  private static NatGateway gateway(String id, String vpc, String subnet, String address) {
    return new NatGateway(id, "available", vpc, List.of(address), subnet, false);
  }

  private static NetworkInterface gatewayInterface(
      String id, String vpc, String subnet, String address) {
    return nic("eni-" + id, NETWORK, vpc, subnet)
        .type("nat_gateway", "Interface for NAT Gateway " + id)
        .elasticIps(address)
        .groups()
        .build();
  }

  /** A private and a public mail server in subnets that the account of the network shares. */
  static SnapshotBuilder participant() {
    SnapshotBuilder account =
        InventoryParts.anAccount(PARTICIPANT)
            .withInstance(new Instance("i-shared", "running", SHARED_VPC, "subnet-p", Map.of()))
            .withInterface(sharedServer())
            .withInstance(new Instance("i-public", "running", SHARED_VPC, "subnet-a", Map.of()))
            .with(builder -> InventoryParts.elasticInterface(builder, publicServer(), "amazon"))
            .dialogue(
                PARTICIPANTS_SERVER, CompleteMailServers.serving("mx.part.example", "part.example"))
            .routeTables(
                table(SHARED_VPC, "subnet-p", "nat-s"), table(SHARED_VPC, "subnet-a", "igw-s"));
    InventoryParts.namedHost(account, "mx.part.example", PARTICIPANTS_SERVER);
    InventoryParts.domain(
        account,
        "part.example",
        "v=spf1 ip4:" + PARTICIPANTS_SERVER + " ip4:" + SHARED_EXIT + " -all",
        "10 mx.part.example");
    return account;
  }

  private static NetworkInterface sharedServer() {
    return nic("eni-shared", PARTICIPANT, SHARED_VPC, "subnet-p")
        .instance("i-shared")
        .groups(MAIL_GROUP)
        .build();
  }

  private static NetworkInterface publicServer() {
    return nic("eni-public", PARTICIPANT, SHARED_VPC, "subnet-a")
        .instance("i-public")
        .elasticIps(PARTICIPANTS_SERVER)
        .groups(MAIL_GROUP)
        .build();
  }
}
