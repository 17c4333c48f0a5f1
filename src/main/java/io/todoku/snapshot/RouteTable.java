package io.todoku.snapshot;

import java.util.List;

/**
 * A route table of a VPC.
 *
 * @param main whether it applies to the subnets of the VPC that are associated with no table
 * @param subnetIds of the subnets that are associated with it explicitly
 */
public record RouteTable(
    String id, String vpcId, boolean main, List<String> subnetIds, List<Route> routes) {

  /**
   * One route.
   *
   * @param destination a CIDR block, IPv4 or IPv6, or the id of a prefix list
   * @param target the id of where packets go next, which shows its kind by its beginning: {@code
   *     igw-}, {@code eigw-}, {@code nat-}, {@code eni-}, {@code i-} (an instance without an
   *     interface), {@code vpce-}, {@code tgw-}, {@code pcx-}, {@code vgw-}, {@code lgw-}, {@code
   *     cagw-}, the ARN of a core network, or {@code local}; empty where it is of a kind that is
   *     not known yet
   * @param blackhole whether the target is gone, so that packets are dropped
   */
  public record Route(String destination, String target, boolean blackhole) {}
}
