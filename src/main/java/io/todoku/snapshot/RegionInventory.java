package io.todoku.snapshot;

import io.todoku.snapshot.Observed.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one Region of an account holds, as far as mail and its databases are concerned. */
public record RegionInventory(
    String name,
    Observed<List<ElasticIp>> elasticIps,
    Observed<List<ReverseDns>> reverseDns,
    Observed<List<Instance>> instances,
    Observed<List<SecurityGroup>> securityGroups,
    Observed<List<NetworkInterface>> networkInterfaces,
    Observed<List<NatGateway>> natGateways,
    Observed<List<Subnet>> subnets,
    Observed<List<DbInstance>> dbInstances,
    Observed<List<DbCluster>> dbClusters,
    Observed<List<DbSubnetGroup>> dbSubnetGroups,
    Observed<List<NetworkAcl>> networkAcls,
    Observed<Ses> ses,
    Observed<List<RouteTable>> routeTables,
    Observed<List<TransitGatewayAttachment>> transitGatewayAttachments,
    Observed<List<TransitGatewayRouteTable>> transitGatewayRouteTables,
    Observed<Lightsail> lightsail) {

  /** Older files lack what was not collected yet when they were written. */
  public RegionInventory {
    networkAcls = networkAcls == null ? notAsked("ec2:DescribeNetworkAcls") : networkAcls;
    ses = ses == null ? notAsked("ses:ListEmailIdentities") : ses;
    routeTables = routeTables == null ? notAsked("ec2:DescribeRouteTables") : routeTables;
    transitGatewayAttachments =
        transitGatewayAttachments == null
            ? notAsked("ec2:DescribeTransitGatewayAttachments")
            : transitGatewayAttachments;
    transitGatewayRouteTables =
        transitGatewayRouteTables == null
            ? notAsked("ec2:SearchTransitGatewayRoutes")
            : transitGatewayRouteTables;
    lightsail = lightsail == null ? notAsked("lightsail:GetInstances") : lightsail;
  }

  /** A Region of which nothing is known, and why. */
  public static RegionInventory notCollected(String name, Reason reason) {
    return new RegionInventory(
        name,
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason),
        Observed.unknown(reason));
  }

  /**
   * This Region with what a service holds taken from another reading.
   *
   * @param replaces whether an earlier list gives way to a newer one
   */
  RegionInventory with(
      RegionInventory newer, AwsService service, BiPredicate<Observed<?>, Observed<?>> replaces) {
    return new RegionInventory(
        name,
        chosen(service == AwsService.EC2, elasticIps, newer.elasticIps, replaces),
        chosen(service == AwsService.EC2, reverseDns, newer.reverseDns, replaces),
        chosen(service == AwsService.EC2, instances, newer.instances, replaces),
        chosen(service == AwsService.EC2, securityGroups, newer.securityGroups, replaces),
        chosen(service == AwsService.EC2, networkInterfaces, newer.networkInterfaces, replaces),
        chosen(service == AwsService.EC2, natGateways, newer.natGateways, replaces),
        chosen(service == AwsService.EC2, subnets, newer.subnets, replaces),
        chosen(service == AwsService.RDS, dbInstances, newer.dbInstances, replaces),
        chosen(service == AwsService.RDS, dbClusters, newer.dbClusters, replaces),
        chosen(service == AwsService.RDS, dbSubnetGroups, newer.dbSubnetGroups, replaces),
        chosen(service == AwsService.EC2, networkAcls, newer.networkAcls, replaces),
        chosen(service == AwsService.SES, ses, newer.ses, replaces),
        chosen(service == AwsService.EC2, routeTables, newer.routeTables, replaces),
        chosen(
            service == AwsService.EC2,
            transitGatewayAttachments,
            newer.transitGatewayAttachments,
            replaces),
        chosen(
            service == AwsService.EC2,
            transitGatewayRouteTables,
            newer.transitGatewayRouteTables,
            replaces),
        chosen(service == AwsService.LIGHTSAIL, lightsail, newer.lightsail, replaces));
  }

  private static <T> Observed<T> chosen(
      boolean read,
      Observed<T> earlier,
      Observed<T> newer,
      BiPredicate<Observed<?>, Observed<?>> replaces) {
    return read && replaces.test(earlier, newer) ? newer : earlier;
  }

  /** Everything that was read of it, or was not. */
  Stream<Observed<?>> lists() {
    return Stream.of(
        elasticIps,
        reverseDns,
        instances,
        securityGroups,
        networkInterfaces,
        natGateways,
        subnets,
        dbInstances,
        dbClusters,
        dbSubnetGroups,
        networkAcls,
        ses,
        routeTables,
        transitGatewayAttachments,
        transitGatewayRouteTables,
        lightsail);
  }

  /** Whether a service control policy of the organization denied everything that was asked. */
  boolean isClosedByOrganization() {
    List<Observed<?>> asked =
        lists().filter(list -> !isUnknownBy(list, ReasonKind.NOT_ASKED)).toList();
    return !asked.isEmpty()
        && asked.stream()
            .allMatch(list -> isUnknownBy(list, ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY));
  }

  private static boolean isUnknownBy(Observed<?> list, ReasonKind kind) {
    return list instanceof Unknown<?>(Reason reason) && reason.kind() == kind;
  }

  private static <T> Observed<T> notAsked(String api) {
    return Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, api, ""));
  }

  /**
   * An Elastic IP; associated where {@code associationId} is set.
   *
   * @param pool that it comes from: {@code amazon}, or the id of a pool of the customer's own
   *     addresses (BYOIP); null in older files
   * @param serviceManaged the AWS service that manages it ({@code alb}, {@code nlb}, {@code rnat},
   *     {@code rds}, …); null where the account manages it itself
   */
  public record ElasticIp(
      String allocationId,
      String address,
      @Nullable String associationId,
      @Nullable String instanceId,
      @Nullable String networkInterfaceId,
      Map<String, String> tags,
      @Nullable String pool,
      @Nullable String serviceManaged) {

    private static final String AMAZON_POOL = "amazon";

    /**
     * The pool of the account that it comes from: of a range of its own (BYOIP), or of one that AWS
     * provided to it; null where it is one of Amazon's common addresses, or in older files.
     */
    public @Nullable String accountPool() {
      return AMAZON_POOL.equals(pool) ? null : pool;
    }

    /** An Elastic IP that the account manages itself. */
    public ElasticIp(
        String allocationId,
        String address,
        @Nullable String associationId,
        @Nullable String instanceId,
        @Nullable String networkInterfaceId,
        Map<String, String> tags) {
      this(allocationId, address, associationId, instanceId, networkInterfaceId, tags, null, null);
    }
  }

  /**
   * EC2's reverse-DNS attribute of an Elastic IP ({@code DescribeAddressesAttribute}, {@code
   * domain-name}).
   *
   * @param updateStatus a free string of EC2, {@code PENDING} for one
   */
  public record ReverseDns(
      String allocationId,
      String address,
      @Nullable String ptrRecord,
      @Nullable String updateValue,
      @Nullable String updateStatus,
      @Nullable String updateReason) {}

  public record Instance(
      String id,
      String state,
      @Nullable String vpcId,
      @Nullable String subnetId,
      Map<String, String> tags) {}

  /**
   * A security group: the traffic that it lets in and out.
   *
   * @param ownerId the account that owns it, another one in a shared VPC; null in older files
   */
  public record SecurityGroup(
      String id,
      String name,
      List<Ingress> ingress,
      Observed<List<Egress>> egress,
      @Nullable String ownerId) {

    /** Older files lack the outbound permissions. */
    public SecurityGroup {
      egress = egress == null ? notAsked("ec2:DescribeSecurityGroups") : egress;
    }

    /** A group whose owner is not known. */
    public SecurityGroup(
        String id, String name, List<Ingress> ingress, Observed<List<Egress>> egress) {
      this(id, name, ingress, egress, null);
    }
  }

  /**
   * One inbound permission. Protocol {@code -1} means all; ports are null where the protocol has
   * none.
   *
   * @param sources CIDR blocks, IPv4 and IPv6, and the ids of groups and prefix lists
   */
  public record Ingress(
      String protocol, @Nullable Integer fromPort, @Nullable Integer toPort, List<String> sources) {

    public boolean covers(int tcpPort) {
      return coversTcpPort(protocol, fromPort, toPort, tcpPort);
    }

    /** Whether most of the Internet is let in to this address, by ranges of its own family. */
    public boolean isOpenToTheWorld(String address) {
      return OpenRanges.coverTheInternet(sources, address.contains(":"));
    }

    /**
     * Whether these permissions together let most of the Internet in to the address: halves of it
     * may stand in two of them.
     */
    public static boolean areOpenToTheWorld(List<Ingress> permissions, String address) {
      return OpenRanges.coverTheInternet(
          permissions.stream().flatMap(permission -> permission.sources().stream()).toList(),
          address.contains(":"));
    }
  }

  /**
   * One outbound permission, written as an inbound one is.
   *
   * @param destinations CIDR blocks, IPv4 and IPv6, and the ids of groups and prefix lists
   */
  public record Egress(
      String protocol,
      @Nullable Integer fromPort,
      @Nullable Integer toPort,
      List<String> destinations) {

    public boolean covers(int tcpPort) {
      return coversTcpPort(protocol, fromPort, toPort, tcpPort);
    }
  }

  private static boolean coversTcpPort(
      String protocol, @Nullable Integer from, @Nullable Integer to, int port) {
    return protocol.equals("-1")
        || (protocol.equals("tcp") && (from == null || from <= port) && (to == null || to >= port));
  }

  /**
   * A network interface, which addresses and security groups belong to.
   *
   * @param publicAddresses the IPv4 addresses seen from outside, one for each private address that
   *     has one
   * @param managedBy the AWS service that takes traffic in by it and starts no connection itself
   *     ({@code network_load_balancer}, {@code amazon-elb}, {@code amazon-rds}); null for all
   *     others
   * @param details what older files lack
   */
  public record NetworkInterface(
      String id,
      @Nullable String instanceId,
      @Nullable String subnetId,
      List<PublicIpAssociation> publicAddresses,
      List<String> ipv6Addresses,
      List<String> securityGroupIds,
      @Nullable String managedBy,
      InterfaceDetails details) {

    public NetworkInterface {
      details = details == null ? InterfaceDetails.NONE : details;
    }

    /** An interface of which no details are known. */
    public NetworkInterface(
        String id,
        @Nullable String instanceId,
        @Nullable String subnetId,
        List<PublicIpAssociation> publicAddresses,
        List<String> ipv6Addresses,
        List<String> securityGroupIds,
        @Nullable String managedBy) {
      this(
          id,
          instanceId,
          subnetId,
          publicAddresses,
          ipv6Addresses,
          securityGroupIds,
          managedBy,
          InterfaceDetails.NONE);
    }

    /**
     * An address as it is seen from outside.
     *
     * @param allocationId of an Elastic IP; null where it is assigned automatically
     * @param carrier whether it is a carrier address of a Wavelength Zone
     */
    public record PublicIpAssociation(
        String address, @Nullable String allocationId, Boolean carrier) {

      /** Older files lack carrier addresses. */
      public PublicIpAssociation {
        carrier = carrier != null && carrier;
      }

      /** An address of the Internet, not of a carrier. */
      public PublicIpAssociation(String address, @Nullable String allocationId) {
        this(address, allocationId, false);
      }
    }

    /** Whether this public address is one of its own. */
    public boolean hasAddress(String address) {
      return ipv6Addresses.contains(address)
          || publicAddresses.stream().anyMatch(outside -> outside.address().equals(address));
    }
  }

  /**
   * What an interface is for and who has it.
   *
   * @param ownerId the account that owns it, another one in a shared VPC; null where not known
   * @param vpcId null where not known
   * @param type {@code interface}, {@code nat_gateway}, {@code lambda}, {@code branch}, …; null
   *     where not known
   * @param description as the service that made it wrote it; empty where there is none
   * @param requesterId the account or service that asked for it ({@code amazon-elb}); null where it
   *     is the account's own
   * @param requesterManaged whether AWS manages it and refuses changes
   * @param operator the service that manages the resource on the account's behalf ({@code
   *     ecs.amazonaws.com}); null where there is none
   * @param sourceDestCheck false where it forwards packets of others, as a NAT instance does; null
   *     where not known
   * @param tags of the interface itself
   */
  public record InterfaceDetails(
      @Nullable String ownerId,
      @Nullable String vpcId,
      @Nullable String type,
      String description,
      @Nullable String requesterId,
      boolean requesterManaged,
      @Nullable String operator,
      @Nullable Boolean sourceDestCheck,
      Map<String, String> tags) {

    /** Of an interface in an older file. */
    public static final InterfaceDetails NONE =
        new InterfaceDetails(null, null, null, "", null, false, null, null, Map.of());

    public InterfaceDetails {
      description = description == null ? "" : description;
      tags = tags == null ? Map.of() : tags;
    }
  }

  /**
   * A NAT gateway.
   *
   * @param publicAddresses those that traffic leaves from; empty for a private gateway
   * @param subnetId null for a regional gateway, which is in no subnet, and in older files
   * @param regional whether it serves all Availability Zones of its VPC
   */
  public record NatGateway(
      String id,
      String state,
      @Nullable String vpcId,
      List<String> publicAddresses,
      @Nullable String subnetId,
      Boolean regional) {

    private static final Set<String> STATES_IN_USE = Set.of("available", "pending", "deleting");

    /** Older files lack regional gateways. */
    public NatGateway {
      regional = regional != null && regional;
    }

    /** Whether traffic leaves by it: one that failed or is gone has no address any more. */
    public boolean letsTrafficOut() {
      return STATES_IN_USE.contains(state);
    }

    /** A zonal gateway whose subnet is not known. */
    public NatGateway(
        String id, String state, @Nullable String vpcId, List<String> publicAddresses) {
      this(id, state, vpcId, publicAddresses, null, false);
    }
  }

  /**
   * A subnet.
   *
   * @param cidr its IPv4 range; empty where it is for IPv6 only
   * @param ownerId the account that owns it, another one in a shared VPC; null in older files
   * @param ipv6Only whether it has no IPv4 addresses
   * @param outpostArn of the Outpost that it is on; null where it is in the Region
   */
  public record Subnet(
      String id,
      String vpcId,
      String zone,
      String cidr,
      Map<String, String> tags,
      @Nullable String ownerId,
      Boolean ipv6Only,
      @Nullable String outpostArn) {

    /** Older files do not tell. */
    public Subnet {
      ipv6Only = ipv6Only != null && ipv6Only;
    }

    /** A subnet in the Region with IPv4 addresses. */
    public Subnet(String id, String vpcId, String zone, String cidr, Map<String, String> tags) {
      this(id, vpcId, zone, cidr, tags, null, false, null);
    }
  }

  /**
   * @param pendingMultiAz the value that a modification in progress will set, null where none is
   */
  public record DbInstance(
      String id,
      String engine,
      String status,
      boolean multiAz,
      @Nullable Boolean pendingMultiAz,
      @Nullable String subnetGroup,
      @Nullable String clusterId) {}

  public record DbCluster(
      String id,
      String engine,
      String status,
      boolean multiAz,
      String kind,
      @Nullable String subnetGroup) {}

  public record DbSubnetGroup(String name, String vpcId, List<Member> subnets) {

    /** A subnet of the group; only those whose status is {@code Active} count. */
    public record Member(String subnetId, String zone, String status) {}
  }
}
