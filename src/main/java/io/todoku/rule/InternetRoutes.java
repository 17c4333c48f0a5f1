package io.todoku.rule;

import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.Subnet;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.TransitGatewayAttachment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the IPv4 routes of a subnet to where packets to the Internet leave, through firewall
 * endpoints, appliances and the account's own transit gateways.
 */
final class InternetRoutes {

  private static final String ROUTES = "ec2:DescribeRouteTables";

  private final RegionInventory region;
  private final Set<String> visitedSubnets = new HashSet<>();
  private final List<WayOut> found = new ArrayList<>();

  private InternetRoutes(RegionInventory region) {
    this.region = region;
  }

  /**
   * The ways out of a subnet, each once: several where halves of the Internet are routed
   * differently.
   *
   * @param vpcId null where not known
   * @param subnetId null where not known
   */
  static List<WayOut> from(
      RegionInventory region, @Nullable String vpcId, @Nullable String subnetId) {
    InternetRoutes routes = new InternetRoutes(region);
    routes.followSubnet(vpcId, subnetId);
    if (routes.found.isEmpty()) { // a loop leads nowhere that is known
      routes.found.add(untraceable(ReasonKind.INCONCLUSIVE, String.valueOf(subnetId)));
    }
    return routes.found.stream().distinct().toList();
  }

  private void followSubnet(@Nullable String vpcId, @Nullable String subnetId) {
    if (region.routeTables() instanceof Unknown<List<RouteTable>>(Reason reason)) {
      found.add(new WayOut.Untraceable(reason));
      return;
    }
    if (subnetId != null && !visitedSubnets.add(subnetId)) {
      return; // a loop, or a second way to the same subnet
    }
    Optional<RouteTable> table = tableOf(vpcId, subnetId);
    if (table.isEmpty()) {
      found.add(untraceable(ReasonKind.INCONCLUSIVE, String.valueOf(subnetId)));
      return;
    }
    List<Route> routes = InternetRouteSelection.of(table.get());
    if (routes.isEmpty()) {
      found.add(new WayOut.None());
    }
    routes.forEach(route -> follow(table.get(), route));
  }

  private Optional<RouteTable> tableOf(@Nullable String vpcId, @Nullable String subnetId) {
    List<RouteTable> tables = region.routeTables().orElse(List.of());
    Optional<RouteTable> explicit =
        tables.stream()
            .filter(table -> subnetId != null && table.subnetIds().contains(subnetId))
            .findFirst();
    String vpc =
        vpcId != null
            ? vpcId
            : region.subnets().orElse(List.of()).stream()
                .filter(subnet -> subnet.id().equals(subnetId))
                .map(Subnet::vpcId)
                .findFirst()
                .orElse(null);
    return explicit.or(() ->
        tables.stream().filter(table -> table.main() && table.vpcId().equals(vpc)).findFirst());
  }

  private void follow(RouteTable table, Route route) {
    if (route.blackhole()) {
      found.add(new WayOut.None());
    } else if (InternetRouteSelection.isPrefixList(route)) {
      found.add(endsAt(table, route, "", null)); // its ranges are not known
      followTarget(table, route);
    } else {
      followTarget(table, route);
    }
  }

  private void followTarget(RouteTable table, Route route) {
    String target = route.target();
    if (target.startsWith("igw-")) {
      found.add(new WayOut.Direct());
    } else if (target.startsWith("nat-")) {
      followNatGateway(table, route);
    } else if (target.startsWith("eni-")) {
      followAppliance(table, target);
    } else if (target.startsWith("vpce-")) {
      followEndpoint(table, route);
    } else if (target.startsWith("tgw-")) {
      followTransitGateway(table, route);
    } else { // a peering, a VPN, a core network and the like
      found.add(endsAt(table, route, "", null));
    }
  }

  /**
   * A private NAT gateway hands packets on by the routes of its own subnet. One that is not listed
   * belongs to the owner of a shared VPC.
   */
  private void followNatGateway(RouteTable table, Route route) {
    if (region.natGateways() instanceof Unknown<?>(Reason reason)) {
      found.add(new WayOut.Untraceable(reason));
      return;
    }
    Optional<NatGateway> gateway =
        region.natGateways().orElse(List.of()).stream()
            .filter(candidate -> candidate.id().equals(route.target()))
            .findFirst();
    if (gateway.isPresent() && !gateway.get().letsTrafficOut()) {
      found.add(new WayOut.None());
    } else if (gateway.isPresent()
        && gateway.get().publicAddresses().isEmpty()
        && gateway.get().subnetId() != null) {
      followSubnet(table.vpcId(), gateway.get().subnetId());
    } else {
      found.add(new WayOut.Translated(route.target()));
    }
  }

  /** An appliance without a public address hands packets on by the routes of its subnet. */
  private void followAppliance(RouteTable table, String id) {
    Optional<NetworkInterface> appliance =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(candidate -> candidate.id().equals(id))
            .findFirst();
    if (appliance.isEmpty()) {
      found.add(
          region.networkInterfaces() instanceof Unknown<?>(Reason reason)
              ? new WayOut.Untraceable(reason)
              : untraceable(ReasonKind.INCONCLUSIVE, table.id() + " " + id));
    } else if (!appliance.get().publicAddresses().isEmpty()) {
      found.add(new WayOut.Translated(id));
    } else {
      List<WayOut> outside = publicInterfacesOf(appliance.get().instanceId());
      if (outside.isEmpty()) {
        followSubnet(table.vpcId(), appliance.get().subnetId());
      } else {
        found.addAll(outside);
      }
    }
  }

  /** A firewall often takes packets in by one interface and lets them out by another. */
  private List<WayOut> publicInterfacesOf(@Nullable String instanceId) {
    return region.networkInterfaces().orElse(List.of()).stream()
        .filter(nic -> instanceId != null && instanceId.equals(nic.instanceId()))
        .filter(nic -> !nic.publicAddresses().isEmpty())
        .<WayOut>map(nic -> new WayOut.Translated(nic.id()))
        .toList();
  }

  /** A firewall behind an endpoint hands packets back to the endpoint's own subnet. */
  private void followEndpoint(RouteTable table, Route route) {
    Optional<NetworkInterface> endpoint =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(nic -> nic.details().description().contains(route.target()))
            .findFirst();
    if (endpoint.isPresent()) {
      followSubnet(table.vpcId(), endpoint.get().subnetId());
    } else {
      found.add(endsAt(table, route, "", null));
    }
  }

  private void followTransitGateway(RouteTable table, Route route) {
    TransitGatewayEntry entry = new TransitGatewayEntry(route.target(), table.vpcId());
    switch (TransitGatewayRoutes.destination(region, entry)) {
      case TransitGatewayRoutes.Dropped() -> found.add(new WayOut.None());
      case TransitGatewayRoutes.Elsewhere(String detail) ->
          found.add(endsAt(table, route, detail, entry));
      case TransitGatewayRoutes.ToAttachment(TransitGatewayAttachment next) -> {
        if (next.resourceType().equals("vpc") && !next.subnetIds().isEmpty()) {
          next.subnetIds().forEach(subnetId -> followSubnet(next.resourceId(), subnetId));
        } else {
          found.add(endsAt(table, route, describe(next), entry));
        }
      }
    }
  }

  private static String describe(TransitGatewayAttachment attachment) {
    return "%s %s, owner %s"
        .formatted(
            attachment.resourceType(), attachment.resourceId(), attachment.resourceOwnerId());
  }

  private static WayOut endsAt(
      RouteTable table, Route route, String detail, @Nullable TransitGatewayEntry entry) {
    return new WayOut.Untraceable(
        new Reason(ReasonKind.INCONCLUSIVE, describe(table, route), detail, "egress-elsewhere"),
        entry);
  }

  private static String describe(RouteTable table, Route route) {
    return "%s %s: %s → %s".formatted(ROUTES, table.id(), route.destination(), route.target());
  }

  private static WayOut untraceable(ReasonKind cause, String detail) {
    return new WayOut.Untraceable(new Reason(cause, ROUTES + " " + detail, "", "egress-elsewhere"));
  }

  /** Selects the routes of a table that packets to the Internet take. */
  private static final class InternetRouteSelection {

    /** Routes to smaller ranges are ways to single partners, not to the Internet. */
    private static final int MAX_PREFIX_LENGTH = 8;

    private InternetRouteSelection() {}

    /**
     * What prefix lists are routed to without being a way to the Internet that a private host can
     * take: the endpoints of S3 and DynamoDB, and what needs a public address at the host.
     */
    private static final List<String> NOT_FOR_PREFIX_LISTS = List.of("vpce-", "igw-", "eigw-");

    /**
     * The routes of the longest prefixes that together lead to the Internet, each target once.
     * Prefix lists may hold the whole Internet too, but a route that names it precedes them.
     */
    static List<Route> of(RouteTable table) {
      List<Route> candidates =
          table.routes().stream().filter(InternetRouteSelection::leadsToTheInternet).toList();
      if (candidates.isEmpty()) {
        return table.routes().stream()
            .filter(InternetRouteSelection::isPrefixList)
            .filter(route -> NOT_FOR_PREFIX_LISTS.stream().noneMatch(route.target()::startsWith))
            .toList();
      }
      boolean bothHalves =
          List.of("0.0.0.0/1", "128.0.0.0/1").stream()
              .allMatch(half -> candidates.stream().anyMatch(r -> r.destination().equals(half)));
      return candidates.stream()
          .filter(route -> !(bothHalves && route.destination().equals("0.0.0.0/0")))
          .toList();
    }

    /** A destination that is no range of addresses. */
    static boolean isPrefixList(Route route) {
      return rangeOf(route).isEmpty();
    }

    private static Optional<Network> rangeOf(Route route) {
      try {
        return Optional.of(Network.of(route.destination()));
      } catch (IllegalArgumentException notARange) {
        return Optional.empty();
      }
    }

    private static boolean leadsToTheInternet(Route route) {
      return !route.target().equals("local")
          && !route.destination().contains(":")
          && rangeOf(route).filter(InternetRouteSelection::isPartOfTheInternet).isPresent();
    }

    private static boolean isPartOfTheInternet(Network range) {
      return range.prefixLength() <= MAX_PREFIX_LENGTH
          && IpRanges.SPECIAL_PURPOSE.stream()
              .noneMatch(special ->
                  special.prefixLength() <= range.prefixLength() && special.contains(range.base()));
    }
  }
}
