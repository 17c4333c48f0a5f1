package io.todoku.collect.aws;

import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** What EC2 answers about one Region, all pages of it, as observations. */
final class Ec2Answers {

  private final Ec2Client ec2;
  private final AwsRequestOverrideConfiguration who;

  Ec2Answers(Ec2Client ec2, Inside inside) {
    this.ec2 = ec2;
    this.who = inside.onRequest();
  }

  List<ElasticIp> elasticIps() {
    return ec2.describeAddresses(r -> r.overrideConfiguration(who)).addresses().stream()
        .filter(address -> address.publicIp() != null)
        .map(Ec2Answers::elasticIp)
        .toList();
  }

  List<String> enabledRegions() {
    return ec2.describeRegions(r -> r.overrideConfiguration(who)).regions().stream()
        .map(r -> Words.of(r.regionName()))
        .sorted()
        .toList();
  }

  private static ElasticIp elasticIp(Address address) {
    return new ElasticIp(
        Words.of(address.allocationId()),
        Words.address(address.publicIp()),
        Words.orNull(address.associationId()),
        Words.orNull(address.instanceId()),
        Words.orNull(address.networkInterfaceId()),
        Words.tags(address.tags()));
  }

  List<ReverseDns> reverseDns() {
    return ec2
        .describeAddressesAttributePaginator(
            r -> r.attribute(AddressAttributeName.DOMAIN_NAME).overrideConfiguration(who))
        .addresses()
        .stream()
        .map(a -> {
          var update = a.ptrRecordUpdate();
          return new ReverseDns(
              Words.of(a.allocationId()),
              Words.of(a.publicIp()),
              Words.orNull(a.ptrRecord()),
              update == null ? null : Words.orNull(update.value()),
              update == null ? null : Words.orNull(update.status()),
              update == null ? null : Words.orNull(update.reason()));
        })
        .toList();
  }

  List<Instance> instances() {
    return ec2.describeInstancesPaginator(r -> r.overrideConfiguration(who)).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(i -> i.state() == null || i.state().name() != InstanceStateName.TERMINATED)
        .map(i ->
            new Instance(
                Words.of(i.instanceId()),
                i.state() == null ? "" : Words.of(i.state().nameAsString()),
                Words.orNull(i.vpcId()),
                Words.orNull(i.subnetId()),
                Words.tags(i.tags())))
        .toList();
  }

  List<SecurityGroup> securityGroups() {
    return ec2
        .describeSecurityGroupsPaginator(r -> r.overrideConfiguration(who))
        .securityGroups()
        .stream()
        .map(g ->
            new SecurityGroup(
                Words.of(g.groupId()),
                Words.of(g.groupName()),
                g.ipPermissions().stream().map(Ec2Answers::ingress).toList(),
                Observed.known(g.ipPermissionsEgress().stream().map(Ec2Answers::egress).toList())))
        .toList();
  }

  private static Ingress ingress(IpPermission p) {
    return new Ingress(
        Words.of(p.ipProtocol()), port(p.fromPort()), port(p.toPort()), otherEnds(p));
  }

  private static Egress egress(IpPermission p) {
    return new Egress(Words.of(p.ipProtocol()), port(p.fromPort()), port(p.toPort()), otherEnds(p));
  }

  private static @Nullable Integer port(@Nullable Integer port) {
    return port == null || port < 0 ? null : port;
  }

  /** Groups and prefix lists are sources too: who may come in is not nobody. */
  private static List<String> otherEnds(IpPermission p) {
    return Stream.of(
            p.ipRanges().stream().map(r -> r.cidrIp()),
            p.ipv6Ranges().stream().map(r -> r.cidrIpv6()),
            p.userIdGroupPairs().stream().map(g -> g.groupId()),
            p.prefixListIds().stream().map(l -> l.prefixListId()))
        .flatMap(ends -> ends)
        .map(Words::of)
        .filter(end -> !end.isEmpty())
        .toList();
  }

  List<NetworkAcl> networkAcls() {
    return ec2
        .describeNetworkAclsPaginator(r -> r.overrideConfiguration(who))
        .networkAcls()
        .stream()
        .map(acl ->
            new NetworkAcl(
                Words.of(acl.networkAclId()),
                Words.of(acl.vpcId()),
                Boolean.TRUE.equals(acl.isDefault()),
                acl.associations().stream().map(a -> Words.of(a.subnetId())).toList(),
                acl.entries().stream().map(AclEntries::of).toList()))
        .toList();
  }

  List<NetworkInterface> networkInterfaces() {
    return ec2
        .describeNetworkInterfacesPaginator(r -> r.overrideConfiguration(who))
        .networkInterfaces()
        .stream()
        .map(nic ->
            new NetworkInterface(
                Words.of(nic.networkInterfaceId()),
                nic.attachment() == null ? null : Words.orNull(nic.attachment().instanceId()),
                Words.orNull(nic.subnetId()),
                Stream.concat(
                        Stream.ofNullable(nic.association()),
                        nic.privateIpAddresses().stream()
                            .map(NetworkInterfacePrivateIpAddress::association))
                    .filter(outside -> outside != null && outside.publicIp() != null)
                    .map(outside ->
                        new NetworkInterface.Outside(
                            Words.address(outside.publicIp()),
                            Words.orNull(outside.allocationId())))
                    .distinct()
                    .toList(),
                nic.ipv6Addresses().stream().map(a -> Words.address(a.ipv6Address())).toList(),
                nic.groups().stream().map(g -> Words.of(g.groupId())).toList(),
                managedBy(nic)))
        .toList();
  }

  /** Types of interface by which a service takes traffic in, and none leaves of itself. */
  private static final Set<String> INBOUND =
      Set.of(
          "load_balancer",
          "network_load_balancer",
          "gateway_load_balancer",
          "global_accelerator_managed",
          "api_gateway_managed");

  /** Services that do so by interfaces of the ordinary type. */
  private static final Set<String> SERVICES = Set.of("amazon-elb", "amazon-rds");

  private static @Nullable String managedBy(
      software.amazon.awssdk.services.ec2.model.NetworkInterface nic) {
    String type = nic.interfaceTypeAsString();
    if (type != null && INBOUND.contains(type)) {
      return type;
    }
    String requester = nic.requesterId();
    return requester != null && SERVICES.contains(requester) ? requester : null;
  }

  List<NatGateway> natGateways() {
    return ec2
        .describeNatGatewaysPaginator(r -> r.overrideConfiguration(who))
        .natGateways()
        .stream()
        .map(nat ->
            new NatGateway(
                Words.of(nat.natGatewayId()),
                Words.of(nat.stateAsString()),
                Words.orNull(nat.vpcId()),
                nat.natGatewayAddresses().stream()
                    .flatMap(a -> Stream.ofNullable(a.publicIp()))
                    .map(Words::address)
                    .toList()))
        .toList();
  }

  List<Subnet> subnets() {
    return ec2.describeSubnetsPaginator(r -> r.overrideConfiguration(who)).subnets().stream()
        .map(s ->
            new Subnet(
                Words.of(s.subnetId()),
                Words.of(s.vpcId()),
                Words.of(s.availabilityZone()),
                Words.of(s.cidrBlock()),
                Words.tags(s.tags())))
        .toList();
  }
}
