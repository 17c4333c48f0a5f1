package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.Lightsail.OpenPorts;
import io.todoku.snapshot.Lightsail.StaticIp;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;

/** Parts of networks in which senders are easily overlooked. */
abstract class NetworkSituationsFixture {

  static final String ACCOUNT = aSnapshot().build().account().id();
  static final String OTHER_ACCOUNT = "222222222222";
  static final String FARGATE = "arn:aws:ecs:eu-west-1:" + ACCOUNT + ":attachment/0f1e2d3c";

  static Sender sender(SnapshotBuilder builder, String address) {
    return Sender.allIn(builder.build()).stream()
        .filter(candidate -> candidate.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  static List<Finding> judge(String rule, SnapshotBuilder builder) {
    return AllRules.engine().judge(builder.build()).stream()
        .filter(finding -> finding.rule().equals(rule))
        .toList();
  }

  static RouteTable routes(String subnet, String target) {
    return new RouteTable(
        "rtb-" + subnet,
        "vpc-1",
        false,
        List.of(subnet),
        List.of(new Route("10.0.0.0/16", "local", false), new Route("0.0.0.0/0", target, false)));
  }

  static InterfaceDetails details(
      String owner, String description, Boolean sourceDestCheck, Map<String, String> tags) {
    return new InterfaceDetails(
        owner, "vpc-1", "interface", description, null, false, null, sourceDestCheck, tags);
  }

  static NetworkInterface natInstance(String address) {
    return new NetworkInterface(
        "eni-nat",
        "i-nat",
        "subnet-a",
        List.of(new PublicIpAssociation(address, "eipalloc-nat")),
        List.of(),
        List.of("sg-nat"),
        null,
        details(ACCOUNT, "", false, Map.of()));
  }

  static NetworkInterface task(String id, List<PublicIpAssociation> addresses) {
    return new NetworkInterface(
        id,
        null,
        "subnet-p",
        addresses,
        List.of(),
        List.of("sg-1"),
        null,
        details(ACCOUNT, FARGATE, true, Map.of()));
  }

  static NetworkInterface task(String id, String subnet) {
    return new NetworkInterface(
        id,
        null,
        subnet,
        List.of(),
        List.of(),
        List.of("sg-1"),
        null,
        details(ACCOUNT, FARGATE, true, Map.of()));
  }

  /** A private server whose group opens port 25. */
  static SnapshotBuilder privateServer() {
    return aSnapshot()
        .withPrivateInstance("i-mail", Map.of())
        .withPrivateInterface("i-mail")
        .openToTheWorld(25);
  }

  /** Hosts whose mail leaves by a NAT instance, a NAT gateway, another account and Lightsail. */
  static Snapshot privateHostsAndLightsail() {
    return lightsail(true)
        .withPrivateInstance("i-mail", Map.of())
        .withPrivateInterface("i-mail")
        .openToTheWorld(25)
        .withInterface(natInstance("192.0.2.17"))
        .withInterface(task("eni-task", "subnet-t"))
        .withInterface(task("eni-far", "subnet-x"))
        .withNat("nat-1", "available", "192.0.2.18", Map.of())
        .withNat("nat-decoy", "available", "192.0.2.19", Map.of())
        .routeTables(
            routes("subnet-p", "eni-nat"),
            routes("subnet-t", "nat-1"),
            routes("subnet-x", "tgw-1"),
            routes("subnet-a", "igw-1"))
        .serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com")
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.7")
        .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.7 ip4:192.0.2.17 ip4:192.0.2.18 -all")
        .ptr("192.0.2.17", "out.example.com")
        .dns("out.example.com", "A", "192.0.2.17")
        .ptr("192.0.2.18", "nat.example.com")
        .dns("nat.example.com", "A", "192.0.2.18")
        .build();
  }

  static SnapshotBuilder lightsail(boolean hasStaticIp) {
    return aSnapshot()
        .lightsail(
            Observed.known(
                new Lightsail(
                    List.of(
                        new LightsailInstance(
                            "mail",
                            "running",
                            "192.0.2.7",
                            hasStaticIp,
                            List.of(),
                            List.of(new OpenPorts("tcp", 25, 25, List.of("0.0.0.0/0"))),
                            Map.of()),
                        new LightsailInstance(
                            "web",
                            "running",
                            "192.0.2.8",
                            true,
                            List.of(),
                            List.of(new OpenPorts("tcp", 443, 443, List.of("0.0.0.0/0"))),
                            Map.of())),
                    List.of(new StaticIp("spare", "192.0.2.9", null)))))
        .dnsStatus(DnsLookup.reverseName("192.0.2.7"), "PTR", Status.NXDOMAIN)
        .dnsStatus(DnsLookup.reverseName("192.0.2.8"), "PTR", Status.NXDOMAIN)
        .dnsStatus(DnsLookup.reverseName("192.0.2.9"), "PTR", Status.NXDOMAIN);
  }
}
