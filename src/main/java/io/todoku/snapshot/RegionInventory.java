package io.todoku.snapshot;

import java.util.List;
import java.util.Map;
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
    Observed<Ses> ses) {

  /** A file written before network ACLs and SES were looked at says nothing of them. */
  public RegionInventory {
    networkAcls = networkAcls == null ? notAsked("ec2:DescribeNetworkAcls") : networkAcls;
    ses = ses == null ? notAsked("ses:ListEmailIdentities") : ses;
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
        Observed.unknown(reason));
  }

  private static <T> Observed<T> notAsked(String api) {
    return Observed.unknown(Reason.of(Reason.Cause.NOT_ASKED, api, ""));
  }

  /** An Elastic IP; associated where {@code associationId} is set. */
  public record ElasticIp(
      String allocationId,
      String address,
      @Nullable String associationId,
      @Nullable String instanceId,
      @Nullable String networkInterfaceId,
      Map<String, String> tags) {}

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

  /** A security group: who may reach it, and whom it may reach. */
  public record SecurityGroup(
      String id, String name, List<Ingress> ingress, Observed<List<Egress>> egress) {

    /** A file written before the way out was looked at says nothing of it. */
    public SecurityGroup {
      egress = egress == null ? notAsked("ec2:DescribeSecurityGroups") : egress;
    }
  }

  /**
   * One inbound permission. Protocol {@code -1} means all; ports are null where the protocol has
   * none.
   *
   * @param sources CIDR blocks, IPv4 and IPv6
   */
  public record Ingress(
      String protocol, @Nullable Integer fromPort, @Nullable Integer toPort, List<String> sources) {

    private static final String WORLD_V4 = "0.0.0.0/0";
    private static final String WORLD_V6 = "::/0";

    public boolean covers(int tcpPort) {
      return coversTcpPort(protocol, fromPort, toPort, tcpPort);
    }

    /** Whether the whole world is let in to this address, by its own family's range. */
    public boolean isOpenToTheWorld(String address) {
      return sources.contains(address.contains(":") ? WORLD_V6 : WORLD_V4);
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
   * A network interface: the place where addresses and security groups meet.
   *
   * @param publicAddresses the IPv4 addresses seen from outside, one for each private address that
   *     has one
   * @param managedBy the AWS service that owns it and takes traffic in by it ({@code
   *     network_load_balancer}, {@code amazon-elb}, {@code amazon-rds}); null for the account's own
   */
  public record NetworkInterface(
      String id,
      @Nullable String instanceId,
      @Nullable String subnetId,
      List<PublicIpAssociation> publicAddresses,
      List<String> ipv6Addresses,
      List<String> securityGroupIds,
      @Nullable String managedBy) {

    /**
     * An address as it is seen from outside.
     *
     * @param allocationId of an Elastic IP; null where it is assigned automatically
     */
    public record PublicIpAssociation(String address, @Nullable String allocationId) {}

    /** Whether this public address is one of its own. */
    public boolean hasAddress(String address) {
      return ipv6Addresses.contains(address)
          || publicAddresses.stream().anyMatch(outside -> outside.address().equals(address));
    }
  }

  /**
   * @param publicAddresses those that traffic leaves from; empty for a private gateway
   */
  public record NatGateway(
      String id, String state, @Nullable String vpcId, List<String> publicAddresses) {}

  public record Subnet(
      String id, String vpcId, String zone, String cidr, Map<String, String> tags) {}

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
