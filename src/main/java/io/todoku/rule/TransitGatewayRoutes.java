package io.todoku.rule;

import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import io.todoku.snapshot.TransitGatewayRouteTable.TransitGatewayRoute;
import java.util.List;
import java.util.Optional;

/** Where a transit gateway sends packets to the Internet that come from a VPC. */
final class TransitGatewayRoutes {

  private static final String DEFAULT_ROUTE = "0.0.0.0/0";

  private TransitGatewayRoutes() {}

  /** Where packets go. */
  sealed interface Destination {}

  /**
   * @param subnetIds of the attachment, by whose route tables packets go on
   */
  record ToVpc(String vpcId, List<String> subnetIds) implements Destination {}

  record Dropped() implements Destination {}

  /**
   * Beyond what this account's inventory shows.
   *
   * @param detail the attachment and its owner, or the failure of a call; as evidence
   */
  record Elsewhere(String detail) implements Destination {}

  static Destination destination(
      RegionInventory region, String transitGatewayId, String fromVpcId) {
    for (var list :
        List.of(region.transitGatewayAttachments(), region.transitGatewayRouteTables())) {
      if (list instanceof Unknown<?>(Reason reason)) {
        return new Elsewhere(reason.source() + " " + reason.asEvidence());
      }
    }
    List<TransitGatewayAttachment> attachments =
        region.transitGatewayAttachments().orElse(List.of()).stream()
            .filter(attachment -> attachment.transitGatewayId().equals(transitGatewayId))
            .toList();
    Optional<TransitGatewayRouteTable> table =
        attachments.stream()
            .filter(attachment -> attachment.resourceId().equals(fromVpcId))
            .findFirst()
            .flatMap(attachment ->
                region.transitGatewayRouteTables().orElse(List.of()).stream()
                    .filter(candidate -> candidate.id().equals(attachment.routeTableId()))
                    .findFirst());
    if (table.isEmpty()) {
      return new Elsewhere(
          attachments.stream()
              .findFirst()
              .map(first -> "owner " + first.transitGatewayOwnerId())
              .orElse(transitGatewayId));
    }
    long equalRoutes =
        table.get().routes().stream()
            .filter(candidate -> candidate.destination().equals(DEFAULT_ROUTE))
            .count();
    if (equalRoutes > 1) {
      return new Elsewhere(table.get().id() + " has several routes for " + DEFAULT_ROUTE);
    }
    Optional<TransitGatewayRoute> route =
        table.get().routes().stream()
            .filter(candidate -> candidate.destination().equals(DEFAULT_ROUTE))
            .findFirst();
    if (route.isEmpty()) {
      return new Elsewhere(table.get().id() + " has no route for " + DEFAULT_ROUTE);
    }
    if (route.get().attachmentId() == null) {
      return new Dropped();
    }
    String next = route.get().attachmentId();
    return attachments.stream()
        .filter(attachment -> attachment.id().equals(next))
        .findFirst()
        .map(TransitGatewayRoutes::towards)
        .orElseGet(() -> new Elsewhere(next));
  }

  private static Destination towards(TransitGatewayAttachment attachment) {
    return attachment.resourceType().equals("vpc") && !attachment.subnetIds().isEmpty()
        ? new ToVpc(attachment.resourceId(), attachment.subnetIds())
        : new Elsewhere(
            "%s %s, owner %s"
                .formatted(
                    attachment.resourceType(),
                    attachment.resourceId(),
                    attachment.resourceOwnerId()));
  }
}
