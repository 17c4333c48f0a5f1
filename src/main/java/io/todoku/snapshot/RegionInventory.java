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
    Observed<List<DbSubnetGroup>> dbSubnetGroups) {

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

  /** A security group with the ranges that may reach it. */
  public record SecurityGroup(String id, String name, List<Ingress> ingress) {}

  /**
   * One inbound permission. Protocol {@code -1} means all; ports are null where the protocol has
   * none.
   *
   * @param sources CIDR blocks, IPv4 and IPv6
   */
  public record Ingress(
      String protocol, @Nullable Integer fromPort, @Nullable Integer toPort, List<String> sources) {

    public boolean covers(int tcpPort) {
      return protocol.equals("-1")
          || (protocol.equals("tcp")
              && (fromPort == null || fromPort <= tcpPort)
              && (toPort == null || toPort >= tcpPort));
    }

    public boolean fromAnywhere() {
      return sources.contains("0.0.0.0/0") || sources.contains("::/0");
    }
  }

  /**
   * A network interface: the place where addresses and security groups meet.
   *
   * @param publicAddress the IPv4 address seen from outside, Elastic or not
   * @param elastic whether that address is an Elastic IP
   */
  public record NetworkInterface(
      String id,
      @Nullable String instanceId,
      @Nullable String subnetId,
      @Nullable String publicAddress,
      boolean elastic,
      List<String> ipv6Addresses,
      List<String> securityGroupIds) {}

  public record NatGateway(String id, String state, List<String> publicAddresses) {}

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
