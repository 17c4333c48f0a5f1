package io.todoku.rule;

import static io.todoku.rule.InventoryFixture.HOSTING;
import static io.todoku.rule.NetworkParts.ALLOW_ALL_GROUP;
import static io.todoku.rule.NetworkParts.MAIL_GROUP;
import static io.todoku.rule.NetworkParts.NAT_GROUP;
import static io.todoku.rule.NetworkParts.nic;
import static io.todoku.rule.NetworkParts.table;

import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.Lightsail.OpenPorts;
import io.todoku.snapshot.Lightsail.StaticIp;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;

/**
 * An account with three mail domains on two servers, one of which has an address of its own range
 * and IPv6 too, a NAT instance, Lightsail and a parked domain.
 */
final class HostingFixture {

  static final String SERVER_A = "192.0.2.10";
  static final String SERVER_B = "192.0.2.11";
  static final String SERVER_B_V6 = "2406:da14:1:2::11";
  static final String NAT_INSTANCE = "192.0.2.12";
  static final String LIGHTSAIL = "192.0.2.13";
  static final String WEB = "192.0.2.20";
  static final String IDLE_NAT = "192.0.2.21";
  static final String LIGHTSAIL_WEB = "192.0.2.22";
  private static final String VPC = "vpc-1";

  private HostingFixture() {}

  static SnapshotBuilder hosting() {
    return InventoryParts.anAccount(HOSTING)
        .with(HostingFixture::servers)
        .with(HostingFixture::natInstance)
        .with(HostingFixture::lightsail)
        .with(HostingFixture::decoys)
        .with(HostingFixture::domains);
  }

  private static void servers(SnapshotBuilder account) {
    InventoryParts.elasticInterface(
        account,
        nic("eni-a", HOSTING, VPC, "subnet-a")
            .instance("i-a")
            .elasticIps(SERVER_A)
            .groups(MAIL_GROUP)
            .build(),
        "amazon");
    InventoryParts.namedHost(account, "a.hoster.example", SERVER_A);
    InventoryParts.ptrAttribute(account, SERVER_A, "a.hoster.example");
    InventoryParts.elasticInterface(
        account,
        nic("eni-b", HOSTING, VPC, "subnet-a")
            .instance("i-b")
            .elasticIps(SERVER_B)
            .ipv6(SERVER_B_V6)
            .groups(MAIL_GROUP)
            .build(),
        "ipv4pool-ec2-0123456789");
    InventoryParts.withoutPtr(account, SERVER_B_V6);
    account
        .withInstance(new Instance("i-a", "running", VPC, "subnet-a", Map.of()))
        .withInstance(new Instance("i-b", "running", VPC, "subnet-a", Map.of()))
        .ptr(SERVER_B, "b.hoster.example")
        .dns("b.hoster.example", "A", SERVER_B)
        .dns("b.hoster.example", "AAAA", SERVER_B_V6)
        .dialogue(
            SERVER_A, CompleteMailServers.serving("a.hoster.example", "one.example", "two.example"))
        .dialogue(SERVER_B, CompleteMailServers.serving("b.hoster.example", "three.example"))
        .dialogue(SERVER_B_V6, CompleteMailServers.serving("b.hoster.example", "three.example"));
  }

  /** A private mail server that sends by a NAT instance. */
  private static void natInstance(SnapshotBuilder account) {
    InventoryParts.elasticInterface(
        account,
        nic("eni-nat", HOSTING, VPC, "subnet-a")
            .instance("i-nat")
            .elasticIps(NAT_INSTANCE)
            .groups(NAT_GROUP)
            .forwarding()
            .build(),
        "amazon");
    InventoryParts.namedHost(account, "out.one.example", NAT_INSTANCE);
    account
        .withSecurityGroup(NetworkParts.natGroup(HOSTING))
        .withInstance(new Instance("i-nat", "running", VPC, "subnet-a", Map.of()))
        .serverUnknown(NAT_INSTANCE, ReasonKind.TIMEOUT)
        .subnet("subnet-a", VPC, "a")
        .subnet("subnet-p", VPC, "a")
        .withPrivateInstance("i-smtp", Map.of())
        .withInterface(
            nic("eni-smtp", HOSTING, VPC, "subnet-p").instance("i-smtp").groups(MAIL_GROUP).build())
        .routeTables(table(VPC, "subnet-a", "igw-1"), table(VPC, "subnet-p", "eni-nat"));
  }

  private static void lightsail(SnapshotBuilder account) {
    InventoryParts.namedHost(account, "ls.two.example", LIGHTSAIL);
    InventoryParts.unnamed(account, LIGHTSAIL_WEB);
    account
        .dialogue(LIGHTSAIL, CompleteMailServers.serving("ls.two.example", "two.example"))
        .with(builder -> InventoryParts.withoutMailServer(builder, LIGHTSAIL_WEB))
        .lightsail(
            Observed.known(
                new Lightsail(
                    List.of(
                        lightsailInstance("web", LIGHTSAIL_WEB, 443),
                        lightsailInstance("mail", LIGHTSAIL, 25)),
                    List.of(
                        new StaticIp("web", LIGHTSAIL_WEB, "web"),
                        new StaticIp("mail", LIGHTSAIL, "mail")))));
  }

  private static LightsailInstance lightsailInstance(String name, String address, int port) {
    return new LightsailInstance(
        name,
        "running",
        address,
        true,
        List.of(),
        List.of(new OpenPorts("tcp", port, port, List.of("0.0.0.0/0"))),
        Map.of());
  }

  /** A web server behind a group that opens everything, and things that no mail leaves from. */
  private static void decoys(SnapshotBuilder account) {
    InventoryParts.elasticInterface(
        account,
        nic("eni-web", HOSTING, VPC, "subnet-a")
            .instance("i-web")
            .elasticIps(WEB)
            .groups(ALLOW_ALL_GROUP)
            .build(),
        "amazon");
    InventoryParts.unnamed(account, WEB);
    InventoryParts.withoutPtr(account, IDLE_NAT);
    account
        .withInstance(new Instance("i-web", "running", VPC, "subnet-a", Map.of()))
        .with(builder -> InventoryParts.withoutMailServer(builder, WEB))
        .withNat("nat-idle", "available", IDLE_NAT, Map.of())
        .withInterface(
            nic("eni-balancer", HOSTING, VPC, "subnet-p")
                .type("network_load_balancer", "ELB net/internal/0f1e2d3c")
                .managedBy("network_load_balancer")
                .groups(MAIL_GROUP)
                .build())
        .withInterface(
            nic("eni-database", HOSTING, VPC, "subnet-p")
                .type("interface", "RDSNetworkInterface")
                .managedBy("amazon-rds")
                .groups(ALLOW_ALL_GROUP)
                .build());
  }

  private static void domains(SnapshotBuilder account) {
    InventoryParts.domain(
        account,
        "one.example",
        "v=spf1 ip4:" + SERVER_A + " ip4:" + NAT_INSTANCE + " -all",
        "10 a.hoster.example");
    InventoryParts.domain(
        account,
        "two.example",
        "v=spf1 ip4:" + SERVER_A + " a:ls.two.example -all",
        "10 a.hoster.example",
        "20 ls.two.example");
    InventoryParts.domain(
        account, "three.example", "v=spf1 ip4:" + SERVER_B + " -all", "10 b.hoster.example");
    InventoryParts.parkedDomain(account, "parked.example");
  }
}
