package io.todoku.rule;

import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.List;

/** What security groups let in. */
public final class Ingresses {

  private Ingresses() {}

  /** Whether any of the named groups lets the whole world reach this TCP port. */
  static boolean open(List<SecurityGroup> all, List<String> groupIds, int port) {
    return all.stream()
        .filter(group -> groupIds.contains(group.id()))
        .flatMap(group -> group.ingress().stream())
        .anyMatch(rule -> rule.covers(port) && rule.fromAnywhere());
  }

  /** Whether any of the named groups lets anyone at all reach this TCP port. */
  static boolean openToSome(List<SecurityGroup> all, List<String> groupIds, int port) {
    return all.stream()
        .filter(group -> groupIds.contains(group.id()))
        .flatMap(group -> group.ingress().stream())
        .anyMatch(rule -> rule.covers(port) && !rule.sources().isEmpty());
  }

  /**
   * Whether the security groups around this address are known, and let nobody at all reach the
   * port. Not knowing them, or finding no interface with the address, shows nothing.
   */
  public static boolean shownClosed(RegionInventory region, String address, int port) {
    if (!(region.securityGroups() instanceof Known<List<SecurityGroup>>(var groups))
        || !(region.networkInterfaces() instanceof Known<List<NetworkInterface>>(var nics))) {
      return false;
    }
    List<NetworkInterface> around =
        nics.stream()
            .filter(n -> address.equals(n.publicAddress()) || n.ipv6Addresses().contains(address))
            .toList();
    return !around.isEmpty()
        && around.stream()
            .allMatch(n ->
                groups.stream().map(SecurityGroup::id).toList().containsAll(n.securityGroupIds())
                    && !openToSome(groups, n.securityGroupIds(), port));
  }
}
