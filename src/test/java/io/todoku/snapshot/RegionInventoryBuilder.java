package io.todoku.snapshot;

import io.todoku.snapshot.RegionInventory.DbCluster;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the account holds in its Region, for tests.
 *
 * @param <W> the builder that all of them give back
 */
public abstract class RegionInventoryBuilder<W extends RegionInventoryBuilder<W>> {

  private final List<ElasticIp> elasticIps = new ArrayList<>();
  private final List<NetworkInterface> interfaces = new ArrayList<>();
  private final List<NatGateway> gateways = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<ReverseDns> reverseDns = new ArrayList<>();
  private final List<DbInstance> databases = new ArrayList<>();
  private final List<DbCluster> clusters = new ArrayList<>();
  private final List<DbSubnetGroup> subnetGroups = new ArrayList<>();
  private final List<Subnet> subnets = new ArrayList<>();
  private final List<SecurityGroup> otherGroups = new ArrayList<>();
  private final List<Integer> openPorts = new ArrayList<>();
  private List<String> openTo = List.of("0.0.0.0/0");
  private Observed<List<Egress>> egress =
      Observed.known(List.of(new Egress("-1", null, null, List.of("0.0.0.0/0", "::/0"))));
  private List<NetworkAcl> acls =
      List.of(
          acl(
              "acl-1",
              List.of("subnet-a", "subnet-p"),
              entry(100, true, true, "-1", null, null, "0.0.0.0/0"),
              entry(100, false, true, "-1", null, null, "0.0.0.0/0"),
              entry(101, true, true, "-1", null, null, "::/0"),
              entry(101, false, true, "-1", null, null, "::/0")));
  private Ses ses =
      new Ses(Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "ses:GetAccount", "")), List.of());
  private Observed<List<RouteTable>> routeTables = null;
  private Observed<List<TransitGatewayAttachment>> transitGatewayAttachments = null;
  private Observed<List<TransitGatewayRouteTable>> transitGatewayRouteTables = null;
  private Observed<Lightsail> lightsail = null;
  private final Set<String> denied = new HashSet<>();
  private final Map<String, ReasonKind> obstacles = new HashMap<>();
  private String regionName = SnapshotBuilder.REGION;

  abstract W self();

  /** Names the Region otherwise; the zones of its subnets keep their names. */
  public W inRegion(String name) {
    regionName = name;
    return self();
  }

  /** An Elastic IP in use, tagged as a sender. */
  public W withSender(String address) {
    return withElasticIp(address, Map.of("todoku:mail", "yes"));
  }

  public W withElasticIp(String address, Map<String, String> tags) {
    int i = elasticIps.size() + 1;
    elasticIps.add(
        new ElasticIp("eipalloc-" + i, address, "eipassoc-" + i, "i-" + i, "eni-" + i, tags));
    attach(
        "eni-" + i,
        "i-" + i,
        "subnet-a",
        List.of(new NetworkInterface.PublicIpAssociation(address, "eipalloc-" + i)),
        List.of());
    return self();
  }

  /** An Elastic IP as EC2 tells of it; with an interface where it is at an instance. */
  public W withElasticIp(ElasticIp ip) {
    elasticIps.add(ip);
    if (ip.instanceId() != null) {
      attach(
          ip.networkInterfaceId(),
          ip.instanceId(),
          "subnet-a",
          List.of(new NetworkInterface.PublicIpAssociation(ip.address(), ip.allocationId())),
          List.of());
    }
    return self();
  }

  /** An Elastic IP, whose interface a test adds by itself. */
  public W withElasticIpOnly(ElasticIp ip) {
    elasticIps.add(ip);
    return self();
  }

  /** A network load balancer: AWS's own interface, without security groups. */
  public W withLoadBalancer(String address) {
    return withLoadBalancer(address, Map.of());
  }

  public W withLoadBalancer(String address, Map<String, String> tags) {
    elasticIps.add(new ElasticIp("eipalloc-lb", address, "eipassoc-lb", null, "eni-lb", tags));
    interfaces.add(
        new NetworkInterface(
            "eni-lb",
            null,
            "subnet-a",
            List.of(new NetworkInterface.PublicIpAssociation(address, "eipalloc-lb")),
            List.of(),
            List.of(),
            "network_load_balancer"));
    return self();
  }

  /** An instance that mail leaves from over IPv6. */
  public W withIpv6(String address) {
    attach("eni-6", "i-6", "subnet-a", List.of(), List.of(address));
    return self();
  }

  /** An interface in {@code sg-1}. */
  private void attach(
      String id,
      String instance,
      String subnet,
      List<NetworkInterface.PublicIpAssociation> outside,
      List<String> ipv6) {
    interfaces.add(
        new NetworkInterface(id, instance, subnet, outside, ipv6, List.of("sg-1"), null));
  }

  public W withInterface(NetworkInterface nic) {
    interfaces.add(nic);
    return self();
  }

  /** An IPv6 address of the instance with this number, as {@link #withElasticIp} counts them. */
  public W withIpv6(String address, int instance) {
    attach("eni-6-" + instance, "i-" + instance, "subnet-a", List.of(), List.of(address));
    return self();
  }

  /** An address that an instance, null for none, was given automatically. */
  public W withPublicIp(String address, String instance) {
    attach(
        "eni-p",
        instance,
        "subnet-a",
        List.of(new NetworkInterface.PublicIpAssociation(address, null)),
        List.of());
    return self();
  }

  /** What EC2 holds of an Elastic IP's PTR. */
  public W reverseDns(ReverseDns held) {
    reverseDns.add(held);
    return self();
  }

  public W withNat(NatGateway gateway) {
    gateways.add(gateway);
    return self();
  }

  /** A NAT gateway of {@code vpc-1} whose address is an Elastic IP with these tags. */
  public W withNat(String id, String state, String address, Map<String, String> tags) {
    elasticIps.add(
        new ElasticIp("eipalloc-" + id, address, "eipassoc-" + id, null, "eni-" + id, tags));
    gateways.add(new NatGateway(id, state, "vpc-1", List.of(address)));
    return self();
  }

  /** An interface of that instance in {@code sg-1}, without a public address. */
  public W withPrivateInterface(String instance) {
    attach("eni-" + instance, instance, "subnet-p", List.of(), List.of());
    return self();
  }

  /** An instance of {@code vpc-1} that has no public address. */
  public W withPrivateInstance(String id, Map<String, String> tags) {
    return withInstance(new Instance(id, "running", "vpc-1", "subnet-p", tags));
  }

  public W withInstance(Instance instance) {
    instances.add(instance);
    return self();
  }

  public W withIdleElasticIp(String address) {
    elasticIps.add(new ElasticIp("eipalloc-idle", address, null, null, null, Map.of()));
    return self();
  }

  /** The account's role does not allow this call, {@code ec2:DescribeAddresses}. */
  public W denied(String api) {
    denied.add(api);
    return self();
  }

  /** The same by another obstacle than a missing permission. */
  public W denied(String api, ReasonKind kind) {
    obstacles.put(api, kind);
    return denied(api);
  }

  private <T> Observed<List<T>> listOrDenied(String api, List<T> things) {
    return valueOrDenied(api, List.copyOf(things));
  }

  private <T> Observed<T> valueOrDenied(String api, T thing) {
    return denied.contains(api)
        ? Observed.unknown(
            new Reason(obstacles.getOrDefault(api, ReasonKind.DENIED), api, "no", api))
        : Observed.known(thing);
  }

  /** Another security group, listed before {@code sg-1}. */
  public W withSecurityGroup(SecurityGroup group) {
    otherGroups.add(group);
    return self();
  }

  /** What {@code sg-1} lets out, instead of all. */
  public W egress(Observed<List<Egress>> permissions) {
    egress = permissions;
    return self();
  }

  /** Instead of the one that lets all through {@code subnet-a} and {@code subnet-p}. */
  public W acls(NetworkAcl... others) {
    acls = List.of(others);
    return self();
  }

  public static NetworkAcl acl(String id, List<String> subnets, NetworkAcl.AclEntry... entries) {
    return new NetworkAcl(id, "vpc-1", false, subnets, List.of(entries));
  }

  public static NetworkAcl.AclEntry entry(
      int number,
      boolean egress,
      boolean allow,
      String protocol,
      Integer from,
      Integer to,
      String cidr) {
    return new NetworkAcl.AclEntry(number, egress, allow, protocol, from, to, cidr);
  }

  /** Route tables; where this is not called, they are not collected, as in an older file. */
  public W routeTables(RouteTable... tables) {
    return routeTables(Observed.known(List.of(tables)));
  }

  public W routeTables(Observed<List<RouteTable>> tables) {
    routeTables = tables;
    return self();
  }

  public W transitGateways(
      Observed<List<TransitGatewayAttachment>> attachments,
      Observed<List<TransitGatewayRouteTable>> tables) {
    transitGatewayAttachments = attachments;
    transitGatewayRouteTables = tables;
    return self();
  }

  public W lightsail(Observed<Lightsail> inventory) {
    lightsail = inventory;
    return self();
  }

  /** A domain that mail is sent as by SES, and what SES lets the account do. */
  public W ses(Observed<Ses.SesAccount> account) {
    return ses(account, List.of(new Ses.SesIdentity("example.com", "DOMAIN", true, "SUCCESS")));
  }

  public W ses(Observed<Ses.SesAccount> account, List<Ses.SesIdentity> identities) {
    ses = new Ses(account, identities);
    return self();
  }

  /** The identities of SES in the Region. */
  /** A dedicated address of SES, from which only this account's mail leaves. */
  public W sesDedicatedIp(String address) {
    ses =
        new Ses(
            ses.account(),
            ses.identities(),
            Observed.known(List.of(new Ses.DedicatedIp(address, "DONE", ""))));
    return self();
  }

  public W sesIdentities(Ses.SesIdentity... identities) {
    ses = new Ses(ses.account(), List.of(identities), ses.dedicatedIps());
    return self();
  }

  public W openToTheWorld(int port) {
    openPorts.add(port);
    return self();
  }

  /** Instead of {@code 0.0.0.0/0}. */
  public W openTo(String... sources) {
    openTo = List.of(sources);
    return self();
  }

  public W database(String id, String engine, boolean multiAz, Boolean pending, String cluster) {
    databases.add(new DbInstance(id, engine, "available", multiAz, pending, "db", cluster));
    return self();
  }

  public W cluster(String id, String engine, boolean multiAz, String kind) {
    clusters.add(new DbCluster(id, engine, "available", multiAz, kind, "db"));
    return self();
  }

  /** The subnet group {@code db} with one active subnet for each zone letter. */
  public W subnetGroup(String... zones) {
    return subnetGroupNamed("db", zones);
  }

  /** A subnet group with one active subnet for each zone letter. */
  public W subnetGroupNamed(String name, String... zones) {
    subnetGroups.add(
        new DbSubnetGroup(
            name,
            "vpc-1",
            IntStream.range(0, zones.length)
                .mapToObj(i ->
                    new DbSubnetGroup.Member(
                        "subnet-" + zones[i] + i, SnapshotBuilder.REGION + zones[i], "Active"))
                .toList()));
    return self();
  }

  /** The subnet group {@code db} with an active subnet in zone a and one in c that is not. */
  public W subnetGroupWithInactive(String id) {
    subnetGroups.add(
        new DbSubnetGroup(
            "db",
            "vpc-1",
            List.of(
                new DbSubnetGroup.Member("subnet-a0", SnapshotBuilder.REGION + "a", "Active"),
                new DbSubnetGroup.Member(id, SnapshotBuilder.REGION + "c", "Inactive"))));
    return self();
  }

  public W subnet(String id, String vpc, String zone) {
    return subnet(id, vpc, zone, "10.0.0.0/24");
  }

  public W subnet(String id, String vpc, String zone, String cidr) {
    subnets.add(new Subnet(id, vpc, SnapshotBuilder.REGION + zone, cidr, Map.of()));
    return self();
  }

  public W subnet(Subnet other) {
    subnets.add(other);
    return self();
  }

  final RegionInventory region() {
    List<Ingress> ingress = openPorts.stream().map(p -> new Ingress("tcp", p, p, openTo)).toList();
    return new RegionInventory(
        regionName,
        listOrDenied("ec2:DescribeAddresses", elasticIps),
        listOrDenied("ec2:DescribeAddressesAttribute", reverseDns),
        listOrDenied("ec2:DescribeInstances", instances),
        listOrDenied(
            "ec2:DescribeSecurityGroups",
            Stream.concat(
                    otherGroups.stream(),
                    Stream.of(new SecurityGroup("sg-1", "mail", ingress, egress)))
                .toList()),
        listOrDenied("ec2:DescribeNetworkInterfaces", interfaces),
        listOrDenied("ec2:DescribeNatGateways", gateways),
        listOrDenied("ec2:DescribeSubnets", subnets),
        listOrDenied("rds:DescribeDBInstances", databases),
        listOrDenied("rds:DescribeDBClusters", clusters),
        listOrDenied("rds:DescribeDBSubnetGroups", subnetGroups),
        listOrDenied("ec2:DescribeNetworkAcls", acls),
        valueOrDenied("ses:ListEmailIdentities", ses),
        routeTables,
        transitGatewayAttachments,
        transitGatewayRouteTables,
        lightsail);
  }
}
