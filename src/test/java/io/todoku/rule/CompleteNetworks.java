package io.todoku.rule;

import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;

/** What stands beside instances: gateways, load balancers, databases. */
final class CompleteNetworks {

  static final String NAT = "203.0.113.20";
  static final String OTHER_NAT = "203.0.113.21";
  static final String THIRD_NAT = "203.0.113.22";

  /** Its PTR and its interface were not looked at. */
  static final String UNKNOWN_NAT = "203.0.113.23";

  static final String BALANCER = "203.0.113.30";
  private static final String ELB = "203.0.113.31";
  private static final Map<String, String> SENDER_TAG = Map.of("todoku:mail", "yes");

  private CompleteNetworks() {}

  /** One gateway of a VPC with a sender behind it, and two of another VPC. */
  static void gateways(SnapshotBuilder world) {
    world
        .withNat("nat-1", "available", NAT, Map.of())
        .withInterface(gatewayInterface("nat-1", "subnet-n", NAT))
        .withPrivateInstance("i-p1", SENDER_TAG)
        .withPrivateInterface("i-p1")
        .withNat("nat-2", "available", OTHER_NAT, Map.of())
        .withInterface(gatewayInterface("nat-2", "subnet-a", OTHER_NAT))
        .withNat(new NatGateway("nat-3", "available", "vpc-2", List.of(THIRD_NAT)))
        .withInterface(gatewayInterface("nat-3", "subnet-a", THIRD_NAT))
        .withNat(new NatGateway("nat-4", "available", "vpc-2", List.of(UNKNOWN_NAT)))
        .withInstance(new Instance("i-p2", "running", "vpc-2", "subnet-p", SENDER_TAG))
        .withPrivateInterface("i-p2")
        .subnet("subnet-p", "vpc-1", "a")
        .subnet("subnet-n", "vpc-1", "c");
  }

  private static NetworkInterface gatewayInterface(String id, String subnet, String address) {
    return new NetworkInterface(
        "eni-" + id,
        null,
        subnet,
        List.of(new NetworkInterface.PublicIpAssociation(address, "eipalloc-" + id)),
        List.of(),
        List.of(),
        null);
  }

  /** A network load balancer with an Elastic IP, and one with an address that came by itself. */
  static void balancers(SnapshotBuilder world) {
    world
        .withLoadBalancer(BALANCER)
        .withInterface(
            new NetworkInterface(
                "eni-elb",
                null,
                "subnet-a",
                List.of(new NetworkInterface.PublicIpAssociation(ELB, null)),
                List.of(),
                List.of("sg-1"),
                "amazon-elb"))
        .dialogue(ELB, CompleteMailServers.healthy("mail.example.com", false));
  }

  static void databases(SnapshotBuilder world) {
    world
        .database("db-1", "mysql", true, null, null)
        .database("db-2", "postgres", false, true, null)
        .database("db-3", "postgres", false, null, null)
        .database("db-4", "aurora-mysql", false, null, "aurora")
        .cluster("aurora", "aurora-mysql", true, "aurora")
        .cluster("three", "mysql", true, "multi-az");
  }
}
