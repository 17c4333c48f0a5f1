package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what is attached to transit gateways in one Region and the routes of the account's own
 * gateways. Only the owner of a gateway may read its routes. Asks nothing more where nothing is
 * attached.
 */
final class TransitGatewayReader {

  /** What one Region has of transit gateways. */
  record TransitGateways(
      Observed<List<TransitGatewayAttachment>> attachments,
      Observed<List<TransitGatewayRouteTable>> routeTables) {}

  /** Route tables that are read; AWS allows 20 for a gateway and 5 gateways by default. */
  static final int MAX_ROUTE_TABLES = 100;

  private final RouteQueries routes;
  private final AccountSession session;
  private final String region;
  private final ApiCaller caller;

  TransitGatewayReader(
      RouteQueries routes, AccountSession session, String region, ApiCaller caller) {
    this.routes = routes;
    this.session = session;
    this.region = region;
    this.caller = caller;
  }

  CompletableFuture<TransitGateways> start() {
    return caller
        .start(
            region, ApiCall.DESCRIBE_TRANSIT_GATEWAY_ATTACHMENTS, routes::transitGatewayAttachments)
        .thenCompose(this::startRest);
  }

  /** Reads what belongs to attachments that are listed already. */
  CompletableFuture<TransitGateways> startRest(Observed<List<TransitGatewayAttachment>> listed) {
    return switch (listed) {
      case Known<List<TransitGatewayAttachment>>(var attachments) ->
          startSubnets(attachments)
              .thenCombine(startRouteTables(attachments), TransitGateways::new);
      case Unknown<List<TransitGatewayAttachment>>(Reason reason) ->
          CompletableFuture.completedFuture(
              new TransitGateways(Observed.unknown(reason), Observed.unknown(reason)));
    };
  }

  private CompletableFuture<Observed<List<TransitGatewayAttachment>>> startSubnets(
      List<TransitGatewayAttachment> attachments) {
    if (attachments.stream().noneMatch(a -> a.resourceType().equals("vpc"))) {
      return CompletableFuture.completedFuture(Observed.known(attachments));
    }
    return caller
        .start(
            region, ApiCall.DESCRIBE_TRANSIT_GATEWAY_VPC_ATTACHMENTS, routes::vpcAttachmentSubnets)
        .thenApply(subnets ->
            subnets.map(byId -> attachments.stream().map(a -> withSubnets(a, byId)).toList()));
  }

  private static TransitGatewayAttachment withSubnets(
      TransitGatewayAttachment a, Map<String, List<String>> subnets) {
    return new TransitGatewayAttachment(
        a.id(),
        a.transitGatewayId(),
        a.transitGatewayOwnerId(),
        a.resourceType(),
        a.resourceId(),
        a.resourceOwnerId(),
        a.state(),
        a.routeTableId(),
        subnets.getOrDefault(a.id(), List.of()));
  }

  private CompletableFuture<Observed<List<TransitGatewayRouteTable>>> startRouteTables(
      List<TransitGatewayAttachment> attachments) {
    List<TransitGatewayAttachment> own =
        attachments.stream()
            .filter(a -> a.transitGatewayOwnerId().equals(session.accountId()))
            .filter(a -> a.routeTableId() != null)
            .toList();
    long tables = own.stream().map(TransitGatewayAttachment::routeTableId).distinct().count();
    if (tables == 0) {
      return CompletableFuture.completedFuture(Observed.known(List.of()));
    }
    if (tables > MAX_ROUTE_TABLES) {
      return CompletableFuture.completedFuture(tooMany(tables));
    }
    return caller.start(
        region, ApiCall.SEARCH_TRANSIT_GATEWAY_ROUTES, () -> routes.transitGatewayRouteTables(own));
  }

  /** Records no gap, because the tables were left out by choice. */
  private static Observed<List<TransitGatewayRouteTable>> tooMany(long tables) {
    return Observed.unknown(
        Reason.of(
            ReasonKind.NOT_ASKED,
            ApiCall.SEARCH_TRANSIT_GATEWAY_ROUTES.action(),
            "%d route tables of transit gateways, beyond %d in one scan"
                .formatted(tables, MAX_ROUTE_TABLES)));
  }
}
