package io.todoku.collect.aws;

import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import io.todoku.snapshot.TransitGatewayRouteTable.TransitGatewayRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationStateCode;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesResponse;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRouteState;

/** Reads the routes of VPCs and transit gateways in one Region, all pages of each answer. */
final class RouteQueries {

  /** The most that one page of {@code SearchTransitGatewayRoutes} holds. */
  private static final int ROUTES_IN_A_PAGE = 1000;

  /** The most that one page of {@code DescribeRouteTables} holds. */
  private static final int TABLES_IN_A_PAGE = 100;

  /** The most attachments of transit gateways that one page holds. */
  private static final int ATTACHMENTS_IN_A_PAGE = 1000;

  private static final Set<RouteTableAssociationStateCode> NOT_ASSOCIATED =
      Set.of(RouteTableAssociationStateCode.DISASSOCIATED, RouteTableAssociationStateCode.FAILED);

  private final Ec2Client ec2;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  RouteQueries(Ec2Client ec2, AccountSession session) {
    this.ec2 = ec2;
    this.requestConfiguration = session.requestConfiguration();
  }

  List<RouteTable> routeTables() {
    return ec2
        .describeRouteTablesPaginator(
            r -> r.maxResults(TABLES_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .routeTables()
        .stream()
        .map(table ->
            new RouteTable(
                AwsText.orEmpty(table.routeTableId()),
                AwsText.orEmpty(table.vpcId()),
                inForce(table.associations()).anyMatch(a -> Boolean.TRUE.equals(a.main())),
                inForce(table.associations())
                    .flatMap(a -> Stream.ofNullable(AwsText.orNull(a.subnetId())))
                    .toList(),
                table.routes().stream().map(RouteQueries::route).toList()))
        .toList();
  }

  private static Stream<RouteTableAssociation> inForce(List<RouteTableAssociation> associations) {
    return associations.stream()
        .filter(a ->
            a.associationState() == null || !NOT_ASSOCIATED.contains(a.associationState().state()));
  }

  private static RouteTable.Route route(Route route) {
    return new RouteTable.Route(
        first(
            route.destinationCidrBlock(),
            route.destinationIpv6CidrBlock(),
            route.destinationPrefixListId()),
        first(
            route.gatewayId(),
            route.natGatewayId(),
            route.networkInterfaceId(),
            route.instanceId(),
            route.transitGatewayId(),
            route.vpcPeeringConnectionId(),
            route.egressOnlyInternetGatewayId(),
            route.localGatewayId(),
            route.carrierGatewayId(),
            route.coreNetworkArn(),
            route.odbNetworkArn(),
            route.ipAddress()),
        route.state() == RouteState.BLACKHOLE);
  }

  private static String first(@Nullable String... texts) {
    return Stream.of(texts)
        .filter(text -> text != null && !text.isEmpty())
        .findFirst()
        .map(AwsText::orEmpty)
        .orElse("");
  }

  /** Returns the attachments without the subnets of VPCs, which another call lists. */
  List<TransitGatewayAttachment> transitGatewayAttachments() {
    return ec2
        .describeTransitGatewayAttachmentsPaginator(
            r -> r.maxResults(ATTACHMENTS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .transitGatewayAttachments()
        .stream()
        .map(a ->
            new TransitGatewayAttachment(
                AwsText.orEmpty(a.transitGatewayAttachmentId()),
                AwsText.orEmpty(a.transitGatewayId()),
                AwsText.orEmpty(a.transitGatewayOwnerId()),
                AwsText.orEmpty(a.resourceTypeAsString()),
                AwsText.orEmpty(a.resourceId()),
                AwsText.orEmpty(a.resourceOwnerId()),
                AwsText.orEmpty(a.stateAsString()),
                a.association() == null
                    ? null
                    : AwsText.orNull(a.association().transitGatewayRouteTableId()),
                List.of()))
        .toList();
  }

  /** Returns the subnets of the attachments of VPCs, by the id of the attachment. */
  Map<String, List<String>> vpcAttachmentSubnets() {
    return ec2
        .describeTransitGatewayVpcAttachmentsPaginator(
            r -> r.maxResults(ATTACHMENTS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .transitGatewayVpcAttachments()
        .stream()
        .collect(
            Collectors.toMap(
                a -> AwsText.orEmpty(a.transitGatewayAttachmentId()),
                a -> a.subnetIds().stream().map(AwsText::orEmpty).toList(),
                (a, b) -> a));
  }

  /**
   * Returns the route tables that these attachments are associated with. A snapshot needs the
   * routes that are in force: those that lead somewhere and those that drop packets.
   */
  List<TransitGatewayRouteTable> transitGatewayRouteTables(
      Collection<TransitGatewayAttachment> associated) {
    Map<String, String> gatewayByTable =
        associated.stream()
            .collect(
                Collectors.toMap(
                    a -> String.valueOf(a.routeTableId()),
                    TransitGatewayAttachment::transitGatewayId,
                    (a, b) -> a,
                    TreeMap::new));
    List<TransitGatewayRouteTable> tables = new ArrayList<>();
    gatewayByTable.forEach((id, gateway) ->
        tables.add(new TransitGatewayRouteTable(id, gateway, transitGatewayRoutes(id))));
    return List.copyOf(tables);
  }

  private List<TransitGatewayRoute> transitGatewayRoutes(String tableId) {
    return ec2
        .searchTransitGatewayRoutesPaginator(r ->
            r.transitGatewayRouteTableId(tableId)
                .filters(Filter.builder().name("state").values("active", "blackhole").build())
                .maxResults(ROUTES_IN_A_PAGE)
                .overrideConfiguration(requestConfiguration))
        .stream()
        .flatMap(page -> requireComplete(page, tableId).routes().stream())
        .flatMap(RouteQueries::transitGatewayRoute)
        .toList();
  }

  /** Rejects a page that leaves out routes without a way to ask for them. */
  private static SearchTransitGatewayRoutesResponse requireComplete(
      SearchTransitGatewayRoutesResponse page, String tableId) {
    if (Boolean.TRUE.equals(page.additionalRoutesAvailable())
        && AwsText.orNull(page.nextToken()) == null) {
      throw new MalformedAnswerException(
          tableId + " has more routes than the answer, which does not say how to get them");
    }
    return page;
  }

  /** Returns a route for each attachment that packets to the destination are spread over. */
  private static Stream<TransitGatewayRoute> transitGatewayRoute(
      software.amazon.awssdk.services.ec2.model.TransitGatewayRoute route) {
    String destination = first(route.destinationCidrBlock(), route.prefixListId());
    if (route.state() == TransitGatewayRouteState.BLACKHOLE) {
      return Stream.of(new TransitGatewayRoute(destination, null));
    }
    List<String> attachments =
        route.transitGatewayAttachments().stream()
            .flatMap(a -> Stream.ofNullable(AwsText.orNull(a.transitGatewayAttachmentId())))
            .toList();
    if (attachments.isEmpty()) {
      throw new MalformedAnswerException("the route to " + destination + " has no attachment");
    }
    return attachments.stream().map(id -> new TransitGatewayRoute(destination, id));
  }
}
