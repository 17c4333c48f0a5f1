package io.todoku.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network ACL: packet filters of subnets, without memory. Answers need a permission of their own.
 *
 * @param subnetIds of the subnets that it filters; a subnet has exactly one
 * @param entries in no order of their own: the least number that matches decides, and what none
 *     matches is denied
 */
public record NetworkAcl(
    String id, String vpcId, boolean isDefault, List<String> subnetIds, List<AclEntry> entries) {

  /**
   * One numbered filter.
   *
   * @param egress for packets that leave the subnet, else for those that come in
   * @param protocol a number of IANA, {@code -1} for all
   * @param fromPort of the destination; null where all ports are meant
   * @param toPort of the destination; null where all ports are meant
   * @param cidr the range at the other end, IPv4 or IPv6
   */
  public record AclEntry(
      int number,
      boolean egress,
      boolean allow,
      String protocol,
      @Nullable Integer fromPort,
      @Nullable Integer toPort,
      String cidr) {}
}
