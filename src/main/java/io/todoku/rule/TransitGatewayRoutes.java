package io.todoku.rule;

import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import io.todoku.snapshot.TransitGatewayRouteTable.TransitGatewayRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a transit gateway sends packets to the Internet that come from a VPC. */
final class TransitGatewayRoutes {

  private static final String DEFAULT_ROUTE = "0.0.0.0/0";

  private TransitGatewayRoutes() {}

  /** Where packets go. */
  sealed interface Destination {}

  /** The attachment of a VPC, a VPN or the like, which packets go on by. */
  record ToAttachment(TransitGatewayAttachment next) implements Destination {}

  record Dropped() implements Destination {}

  /**
   * Beyond what the inventory shows.
   *
   * @param detail the attachment and its owner, or the failure of a call; as evidence
   */
  record Elsewhere(String detail) implements Destination {}

  /** As far as one account shows it. */
  static Destination destination(RegionInventory region, TransitGatewayEntry entry) {
    for (var list :
        List.of(region.transitGatewayAttachments(), region.transitGatewayRouteTables())) {
      if (list instanceof Unknown<?>(Reason reason)) {
        return new Elsewhere(reason.source() + " " + reason.asEvidence());
      }
    }
    return destination(
        region.transitGatewayAttachments().orElse(List.of()),
        region.transitGatewayRouteTables().orElse(List.of()),
        entry);
  }

  /**
   * @param attachments that one account sees, or several; then those of one id are several, of
   *     which the owner of the transit gateway sees the route table
   */
  static Destination destination(
      List<TransitGatewayAttachment> attachments,
      List<TransitGatewayRouteTable> routeTables,
      TransitGatewayEntry entry) {
    List<TransitGatewayAttachment> ofGateway =
        attachments.stream()
            .filter(attachment -> attachment.transitGatewayId().equals(entry.transitGatewayId()))
            .toList();
    Optional<TransitGatewayRouteTable> table =
        ofGateway.stream()
            .filter(attachment -> attachment.resourceId().equals(entry.vpcId()))
            .flatMap(attachment ->
                routeTables.stream()
                    .filter(candidate -> candidate.id().equals(attachment.routeTableId())))
            .findFirst();
    return table
        .map(found -> destination(found, ofGateway))
        .orElseGet(() ->
            new Elsewhere(
                ofGateway.stream()
                    .findFirst()
                    .map(first -> "owner " + first.transitGatewayOwnerId())
                    .orElse(entry.transitGatewayId())));
  }

  /** The same table with the routes alone that packets to the Internet take. */
  static TransitGatewayRouteTable defaultRoutesOf(TransitGatewayRouteTable table) {
    return new TransitGatewayRouteTable(
        table.id(),
        table.transitGatewayId(),
        table.routes().stream().filter(TransitGatewayRoutes::isDefault).toList());
  }

  private static boolean isDefault(TransitGatewayRoute route) {
    return route.destination().equals(DEFAULT_ROUTE);
  }

  private static Destination destination(
      TransitGatewayRouteTable table, List<TransitGatewayAttachment> attachments) {
    List<TransitGatewayRoute> routes =
        table.routes().stream().filter(TransitGatewayRoutes::isDefault).toList();
    if (routes.size() != 1) {
      return new Elsewhere(
          "%s has %s for %s"
              .formatted(
                  table.id(), routes.isEmpty() ? "no route" : "several routes", DEFAULT_ROUTE));
    }
    String next = routes.getFirst().attachmentId();
    if (next == null) {
      return new Dropped();
    }
    return attachments.stream()
        .filter(attachment -> attachment.id().equals(next))
        .max(Comparator.comparingInt(attachment -> attachment.subnetIds().size()))
        .<Destination>map(ToAttachment::new)
        .orElseGet(() -> new Elsewhere(next));
  }
}
