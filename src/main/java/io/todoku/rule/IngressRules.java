package io.todoku.rule;

import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.OpenRanges;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which traffic security groups let in. */
public final class IngressRules {

  private IngressRules() {}

  private static final List<Integer> MAIL_PORTS = List.of(25, 465, 587);

  /** A wider range of ports was not opened for mail. */
  private static final int MOST_SPECIFIC_PORTS = 1000;

  /** The first mail port of the address that these groups open to all addresses. */
  static Optional<Integer> openMailPort(
      List<SecurityGroup> all, List<String> groupIds, String address) {
    return MAIL_PORTS.stream()
        .filter(port -> isOpenToTheWorld(all, groupIds, address, port))
        .findFirst();
  }

  /** The first mail port that the firewall of a Lightsail instance opens to all addresses. */
  static Optional<Integer> openMailPort(LightsailInstance instance, String address) {
    return MAIL_PORTS.stream()
        .filter(port ->
            instance.openPorts().stream()
                .filter(open -> open.fromPort() <= port && port <= open.toPort())
                .anyMatch(open ->
                    new Ingress("tcp", open.fromPort(), open.toPort(), open.sources())
                        .isOpenToTheWorld(address)))
        .findFirst();
  }

  /**
   * The first mail port that these groups open to all addresses by a permission that is not for all
   * ports, because a group that opens everything shows nothing about mail.
   */
  static Optional<Integer> specificMailPort(
      List<SecurityGroup> all, List<String> groupIds, String address) {
    return MAIL_PORTS.stream()
        .filter(port ->
            Ingress.areOpenToTheWorld(
                permissions(all, groupIds, port).filter(IngressRules::isSpecific).toList(),
                address))
        .findFirst();
  }

  /**
   * The first mail port that these groups open to anyone, such as the hosts of the VPC, by a
   * permission that is not for all ports. A server that only takes mail from inside sends it on.
   */
  static Optional<Integer> mailPortForAnyone(List<SecurityGroup> all, List<String> groupIds) {
    return MAIL_PORTS.stream()
        .filter(port ->
            permissions(all, groupIds, port)
                .anyMatch(permission -> isSpecific(permission) && !permission.sources().isEmpty()))
        .findFirst();
  }

  /** What was looked at to see who reaches the port. */
  static String source(List<String> groupIds, int port) {
    return "ec2:DescribeSecurityGroups %s (TCP %d)".formatted(String.join(", ", groupIds), port);
  }

  private static boolean isSpecific(Ingress permission) {
    return permission.fromPort() != null
        && permission.toPort() != null
        && permission.toPort() - permission.fromPort() < MOST_SPECIFIC_PORTS;
  }

  private static boolean isOpenToTheWorld(
      List<SecurityGroup> all, List<String> groupIds, String address, int port) {
    return Ingress.areOpenToTheWorld(permissions(all, groupIds, port).toList(), address);
  }

  /**
   * The permissions that together open the port of the address to most of the Internet, by group
   * id; empty where they do not.
   */
  public static Map<String, List<Ingress>> permissionsOpenToTheWorld(
      List<SecurityGroup> all, List<String> groupIds, String address, int port) {
    Map<String, List<Ingress>> open = new TreeMap<>();
    if (!isOpenToTheWorld(all, groupIds, address, port)) {
      return open;
    }
    for (SecurityGroup group : all) {
      List<Ingress> rules =
          permissions(List.of(group), groupIds, port)
              .filter(rule -> OpenRanges.areWide(rule.sources(), address.contains(":")))
              .toList();
      if (!rules.isEmpty()) {
        open.put(group.id(), rules);
      }
    }
    return open;
  }

  /** Why one of these groups is not known; empty where all were listed. */
  public static Optional<Reason> reasonForUnlistedGroup(
      List<SecurityGroup> all, List<String> groupIds) {
    return groupIds.stream()
        .filter(id -> all.stream().noneMatch(group -> group.id().equals(id)))
        .findFirst()
        .map(id -> Reason.of(ReasonKind.MALFORMED, "ec2:DescribeSecurityGroups", id));
  }

  private static Stream<Ingress> permissions(
      List<SecurityGroup> all, List<String> groupIds, int port) {
    return all.stream()
        .filter(group -> groupIds.contains(group.id()))
        .flatMap(group -> group.ingress().stream())
        .filter(rule -> rule.covers(port));
  }

  /**
   * Whether the security groups of this address are known and let nobody reach the port. False
   * where the groups are not known, where no interface has the address, or where one has no group.
   */
  public static boolean isKnownClosed(RegionInventory region, String address, int port) {
    if (!(region.securityGroups() instanceof Known<List<SecurityGroup>>(var groups))
        || !(region.networkInterfaces() instanceof Known<List<NetworkInterface>>(var nics))) {
      return false;
    }
    Set<String> known = groups.stream().map(SecurityGroup::id).collect(Collectors.toSet());
    List<NetworkInterface> ofAddress =
        nics.stream().filter(nic -> nic.hasAddress(address)).toList();
    return !ofAddress.isEmpty()
        && ofAddress.stream()
            .allMatch(nic ->
                !nic.securityGroupIds().isEmpty()
                    && known.containsAll(nic.securityGroupIds())
                    && permissions(groups, nic.securityGroupIds(), port)
                        .allMatch(rule -> rule.sources().isEmpty()));
  }
}
