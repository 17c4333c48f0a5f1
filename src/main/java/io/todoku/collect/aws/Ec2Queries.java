package io.todoku.collect.aws;

import io.todoku.collect.aws.RegionList.AccountRegion;
import io.todoku.collect.aws.RegionList.OptInStatus;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttributeName;
import software.amazon.awssdk.services.ec2.model.AvailabilityMode;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Reads EC2 in one Region, all pages of each answer, and converts it to observations. */
final class Ec2Queries {

  /** The most that one page of most answers holds; without it, EC2 chooses smaller pages. */
  private static final int ITEMS_IN_A_PAGE = 1000;

  private final Ec2Client ec2;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  Ec2Queries(Ec2Client ec2, AccountSession session) {
    this.ec2 = ec2;
    this.requestConfiguration = session.requestConfiguration();
  }

  List<ElasticIp> elasticIps() {
    return ec2
        .describeAddresses(r -> r.overrideConfiguration(requestConfiguration))
        .addresses()
        .stream()
        .filter(address -> address.publicIp() != null)
        .map(Ec2Queries::elasticIp)
        .toList();
  }

  /** Returns all Regions of the partition, also those that the account has not enabled. */
  List<AccountRegion> regions() {
    return ec2
        .describeRegions(r -> r.allRegions(true).overrideConfiguration(requestConfiguration))
        .regions()
        .stream()
        .map(r -> new AccountRegion(AwsText.orEmpty(r.regionName()), optInStatus(r.optInStatus())))
        .toList();
  }

  /** The values are those that EC2 documents; another one, or none, tells nothing. */
  private static @Nullable OptInStatus optInStatus(@Nullable String value) {
    return switch (value) {
      case "opt-in-not-required", "opted-in" -> OptInStatus.ENABLED;
      case "not-opted-in" -> OptInStatus.NOT_ENABLED;
      case null, default -> null;
    };
  }

  private static ElasticIp elasticIp(Address address) {
    return new ElasticIp(
        AwsText.orEmpty(address.allocationId()),
        AwsText.requireAddress(address.publicIp()),
        AwsText.orNull(address.associationId()),
        AwsText.orNull(address.instanceId()),
        AwsText.orNull(address.networkInterfaceId()),
        AwsText.tags(address.tags()),
        AwsText.orNull(address.publicIpv4Pool()),
        AwsText.orNull(address.serviceManagedAsString()));
  }

  List<ReverseDns> reverseDns() {
    return ec2
        .describeAddressesAttributePaginator(r ->
            r.attribute(AddressAttributeName.DOMAIN_NAME)
                .maxResults(ITEMS_IN_A_PAGE)
                .overrideConfiguration(requestConfiguration))
        .addresses()
        .stream()
        .map(a -> {
          var update = a.ptrRecordUpdate();
          return new ReverseDns(
              AwsText.orEmpty(a.allocationId()),
              AwsText.orEmpty(a.publicIp()),
              AwsText.orNull(a.ptrRecord()),
              update == null ? null : AwsText.orNull(update.value()),
              update == null ? null : AwsText.orNull(update.status()),
              update == null ? null : AwsText.orNull(update.reason()));
        })
        .toList();
  }

  List<Instance> instances() {
    return ec2
        .describeInstancesPaginator(r ->
            r.maxResults(ITEMS_IN_A_PAGE)
                .includeManagedResources(true)
                .overrideConfiguration(requestConfiguration))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(i -> i.state() == null || i.state().name() != InstanceStateName.TERMINATED)
        .map(i ->
            new Instance(
                AwsText.orEmpty(i.instanceId()),
                i.state() == null ? "" : AwsText.orEmpty(i.state().nameAsString()),
                AwsText.orNull(i.vpcId()),
                AwsText.orNull(i.subnetId()),
                AwsText.tags(i.tags())))
        .toList();
  }

  List<SecurityGroup> securityGroups() {
    return ec2
        .describeSecurityGroupsPaginator(
            r -> r.maxResults(ITEMS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .securityGroups()
        .stream()
        .map(g ->
            new SecurityGroup(
                AwsText.orEmpty(g.groupId()),
                AwsText.orEmpty(g.groupName()),
                g.ipPermissions().stream().map(Ec2Queries::ingress).toList(),
                Observed.known(g.ipPermissionsEgress().stream().map(Ec2Queries::egress).toList()),
                AwsText.orNull(g.ownerId())))
        .toList();
  }

  private static Ingress ingress(IpPermission p) {
    return new Ingress(
        AwsText.orEmpty(p.ipProtocol()), port(p.fromPort()), port(p.toPort()), trafficPeers(p));
  }

  private static Egress egress(IpPermission p) {
    return new Egress(
        AwsText.orEmpty(p.ipProtocol()), port(p.fromPort()), port(p.toPort()), trafficPeers(p));
  }

  private static @Nullable Integer port(@Nullable Integer port) {
    return port == null || port < 0 ? null : port;
  }

  /**
   * Returns the sources or destinations of a rule. Groups and prefix lists count too: a rule that
   * names only those still lets someone in.
   */
  private static List<String> trafficPeers(IpPermission p) {
    return Stream.of(
            p.ipRanges().stream().map(r -> r.cidrIp()),
            p.ipv6Ranges().stream().map(r -> r.cidrIpv6()),
            p.userIdGroupPairs().stream().map(g -> g.groupId()),
            p.prefixListIds().stream().map(l -> l.prefixListId()))
        .flatMap(ends -> ends)
        .map(AwsText::orEmpty)
        .filter(end -> !end.isEmpty())
        .toList();
  }

  List<NetworkAcl> networkAcls() {
    return ec2
        .describeNetworkAclsPaginator(
            r -> r.maxResults(ITEMS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .networkAcls()
        .stream()
        .map(acl ->
            new NetworkAcl(
                AwsText.orEmpty(acl.networkAclId()),
                AwsText.orEmpty(acl.vpcId()),
                Boolean.TRUE.equals(acl.isDefault()),
                acl.associations().stream().map(a -> AwsText.orEmpty(a.subnetId())).toList(),
                acl.entries().stream().map(AclEntries::of).toList()))
        .toList();
  }

  List<NetworkInterface> networkInterfaces() {
    return ec2
        .describeNetworkInterfacesPaginator(r ->
            r.maxResults(ITEMS_IN_A_PAGE)
                .includeManagedResources(true)
                .overrideConfiguration(requestConfiguration))
        .networkInterfaces()
        .stream()
        .map(NetworkInterfaces::of)
        .toList();
  }

  List<NatGateway> natGateways() {
    return ec2
        .describeNatGatewaysPaginator(
            r -> r.maxResults(ITEMS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .natGateways()
        .stream()
        .map(nat ->
            new NatGateway(
                AwsText.orEmpty(nat.natGatewayId()),
                AwsText.orEmpty(nat.stateAsString()),
                AwsText.orNull(nat.vpcId()),
                nat.natGatewayAddresses().stream()
                    .flatMap(a -> Stream.ofNullable(a.publicIp()))
                    .map(AwsText::requireAddress)
                    .toList(),
                AwsText.orNull(nat.subnetId()),
                nat.availabilityMode() == AvailabilityMode.REGIONAL))
        .toList();
  }

  List<Subnet> subnets() {
    return ec2
        .describeSubnetsPaginator(
            r -> r.maxResults(ITEMS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .subnets()
        .stream()
        .map(s ->
            new Subnet(
                AwsText.orEmpty(s.subnetId()),
                AwsText.orEmpty(s.vpcId()),
                AwsText.orEmpty(s.availabilityZone()),
                AwsText.orEmpty(s.cidrBlock()),
                AwsText.tags(s.tags()),
                AwsText.orNull(s.ownerId()),
                Boolean.TRUE.equals(s.ipv6Native()),
                AwsText.orNull(s.outpostArn())))
        .toList();
  }
}
