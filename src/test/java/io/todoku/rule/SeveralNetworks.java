package io.todoku.rule;

import static io.todoku.rule.NetworkParts.nic;
import static io.todoku.rule.NetworkParts.table;
import static io.todoku.rule.SeveralFixture.GATEWAYS;
import static io.todoku.rule.SeveralServers.OWNER;
import static io.todoku.rule.SeveralServers.VPC;
import static io.todoku.snapshot.SnapshotBuilder.acl;
import static io.todoku.snapshot.SnapshotBuilder.entry;

import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The private senders of {@link SeveralFixture}: one behind each of three NAT gateways, and one
 * whose subnet has a route to each of the three.
 */
final class SeveralNetworks {

  /** The hosts that the mail of the first gateway comes from. */
  static final List<String> HOSTS = List.of("i-p1", "i-q1", "i-r1");

  static final String SPREAD_HOST = "i-spread";

  /** The interfaces of one host behind the first gateway. */
  static final List<String> INTERFACES = List.of("eni-m1", "eni-m2", "eni-m3");

  /** Together all IPv4 addresses. */
  static final List<String> RANGES = List.of("0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1");

  static final List<String> ROUTES = List.of("0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1");
  static final List<String> ZONES = List.of("a", "c", "d");

  private SeveralNetworks() {}

  static void privateSenders(SnapshotBuilder account) {
    List<String> subnets = new ArrayList<>(List.of("subnet-a"));
    List<RouteTable> tables = new ArrayList<>(List.of(table(VPC, "subnet-a", "igw-1")));
    for (int i = 0; i < 3; i++) {
      String gateway = gateway(i);
      gateway(account, gateway, GATEWAYS.get(i), i);
      subnets.add("subnet-" + gateway);
      tables.add(table(VPC, "subnet-" + gateway, "igw-1"));
    }
    for (String host : Stream.concat(HOSTS.stream(), Stream.of("i-p2", "i-p3")).toList()) {
      host(account, host);
      subnets.add("subnet-" + host);
      tables.add(table(VPC, "subnet-" + host, gateway(host.charAt(host.length() - 1) - '1')));
    }
    severalInterfaces(account);
    host(account, SPREAD_HOST);
    subnets.add("subnet-" + SPREAD_HOST);
    tables.add(
        NetworkParts.tableOf(
            VPC,
            "subnet-" + SPREAD_HOST,
            new Route(ROUTES.get(0), gateway(0), false),
            new Route(ROUTES.get(1), gateway(1), false),
            new Route(ROUTES.get(2), gateway(2), false)));
    account
        .routeTables(tables.toArray(RouteTable[]::new))
        .acls(subnets.stream().map(SeveralNetworks::openAcl).toArray(NetworkAcl[]::new));
  }

  static String gateway(int number) {
    return "nat-" + (number + 1);
  }

  private static void gateway(SnapshotBuilder account, String id, String address, int number) {
    String name = "out" + (number + 1) + ".first.example";
    account
        .withNat(id, "available", address, Map.of())
        .withInterface(
            nic("eni-" + id, OWNER, VPC, "subnet-" + id)
                .type("nat_gateway", "Interface for NAT Gateway " + id)
                .elasticIps(address)
                .groups()
                .build())
        .subnet("subnet-" + id, VPC, "a", "10.0.1" + number + ".0/24")
        .ptr(address, name)
        .dns(name, "A", address)
        .dnsStatus(name, "AAAA", Status.NODATA);
  }

  private static void host(SnapshotBuilder account, String id) {
    NetworkInterface nic =
        nic("eni-" + id, OWNER, VPC, "subnet-" + id).instance(id).groups("sg-" + id).build();
    account
        .withSecurityGroup(SeveralServers.group("sg-" + id))
        .withInstance(
            new Instance(id, "running", VPC, "subnet-" + id, Map.of("todoku:mail", "sends")))
        .withInterface(nic)
        .subnet("subnet-" + id, VPC, "a", "10.0.2.0/24");
  }

  /** A host with an interface in the subnet of each host of the first gateway. */
  private static void severalInterfaces(SnapshotBuilder account) {
    account.withInstance(
        new Instance(
            "i-multi",
            "running",
            VPC,
            "subnet-" + HOSTS.getFirst(),
            Map.of("todoku:mail", "sends")));
    for (int i = 0; i < INTERFACES.size(); i++) {
      account
          .withSecurityGroup(SeveralServers.group("sg-" + INTERFACES.get(i)))
          .withInterface(
              nic(INTERFACES.get(i), OWNER, VPC, "subnet-" + HOSTS.get(i))
                  .instance("i-multi")
                  .groups("sg-" + INTERFACES.get(i))
                  .build());
    }
  }

  /** All addresses by three ranges, each of which is needed. */
  private static NetworkAcl openAcl(String subnet) {
    return acl(
        "acl-" + subnet,
        List.of(subnet),
        entry(100, true, true, "-1", null, null, RANGES.get(0)),
        entry(101, true, true, "-1", null, null, RANGES.get(1)),
        entry(102, true, true, "-1", null, null, RANGES.get(2)),
        entry(103, true, true, "-1", null, null, "::/0"),
        entry(100, false, true, "-1", null, null, RANGES.get(0)),
        entry(101, false, true, "-1", null, null, RANGES.get(1)),
        entry(102, false, true, "-1", null, null, RANGES.get(2)),
        entry(103, false, true, "-1", null, null, "::/0"));
  }

  /** A cluster that needs three zones, and others that share its subnet group. */
  static void databases(SnapshotBuilder account) {
    account
        .cluster("three", "mysql", true, "multi-az")
        .database("db-1", "mysql", true, null, null)
        .database("db-2", "mysql", true, null, null)
        .subnetGroup(ZONES.toArray(String[]::new));
  }
}
