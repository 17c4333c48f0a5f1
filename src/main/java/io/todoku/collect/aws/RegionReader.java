package io.todoku.collect.aws;

import io.todoku.collect.aws.TransitGatewayReader.TransitGateways;
import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.Ses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Reads one Region: first the lists that show whether EC2 and RDS hold anything there ({@link
 * FirstLists}), then what is needed beside them. Calls that do not depend on each other are made in
 * parallel.
 */
final class RegionReader {

  private final String region;
  private final ApiCaller caller;
  private final RegionList regions;
  private final Ec2Queries ec2;
  private final RdsQueries rds;
  private final RouteQueries routes;
  private final LightsailQueries lightsail;
  private final SesReader ses;
  private final TransitGatewayReader transitGateways;
  private final Set<AwsService> services;

  /**
   * @param services to read; the lists of the others are not asked for
   */
  RegionReader(
      AwsClients clients,
      AccountSession session,
      String region,
      Set<AwsService> services,
      ApiCaller caller) {
    this.services = services;
    this.region = region;
    this.caller = caller;
    this.regions = new RegionList(clients, session, caller);
    this.ec2 = new Ec2Queries(clients.ec2(region), session);
    this.rds = new RdsQueries(clients.rds(region), session);
    this.routes = new RouteQueries(clients.ec2(region), session);
    this.lightsail = new LightsailQueries(clients.lightsail(region), region, session);
    this.ses = new SesReader(new SesQueries(clients.ses(region), region, session), region, caller);
    this.transitGateways = new TransitGatewayReader(routes, session, region, caller);
  }

  CompletableFuture<RegionInventory> start() {
    var interfaces = startFirst(ApiCall.DESCRIBE_NETWORK_INTERFACES, ec2::networkInterfaces);
    var elasticIps = startFirst(ApiCall.DESCRIBE_ADDRESSES, ec2::elasticIps);
    var attachments =
        startFirst(ApiCall.DESCRIBE_TRANSIT_GATEWAY_ATTACHMENTS, routes::transitGatewayAttachments);
    var dbInstances = startFirst(ApiCall.DESCRIBE_DB_INSTANCES, rds::instances);
    var dbClusters = startFirst(ApiCall.DESCRIBE_DB_CLUSTERS, rds::clusters);
    return CompletableFuture.allOf(interfaces, elasticIps, attachments, dbInstances, dbClusters)
        .thenApply(all ->
            new FirstLists(
                interfaces.join(),
                elasticIps.join(),
                attachments.join(),
                dbInstances.join(),
                dbClusters.join()))
        .thenCompose(this::startRest);
  }

  private CompletableFuture<RegionInventory> startRest(FirstLists first) {
    Optional<Reason> closed = first.closed();
    if (closed.isPresent()) {
      return caller.start(() -> closedRegion(closed.get()));
    }
    first.reasons().stream()
        .filter(reason -> reason.kind() != ReasonKind.NOT_ASKED)
        .forEach(reason -> caller.recordGap(region, reason));
    return first.mayHoldSomething()
        ? startAll(first)
        : complete(
            first,
            known(),
            known(),
            notNeeded(ApiCall.DESCRIBE_SECURITY_GROUPS),
            known(),
            notNeeded(ApiCall.DESCRIBE_SUBNETS),
            notNeeded(ApiCall.DESCRIBE_DB_SUBNET_GROUPS),
            notNeeded(ApiCall.DESCRIBE_NETWORK_ACLS),
            notNeeded(ApiCall.DESCRIBE_ROUTE_TABLES));
  }

  /** Nothing more is asked there, and one gap stands for all lists. */
  private RegionInventory closedRegion(Reason reason) {
    Reason explained = regions.explain(region, reason);
    caller.recordGap(region, explained);
    return RegionInventory.notCollected(region, explained);
  }

  private CompletableFuture<RegionInventory> startAll(FirstLists first) {
    return complete(
        first,
        startCall(ApiCall.DESCRIBE_ADDRESSES_ATTRIBUTE, ec2::reverseDns),
        startCall(ApiCall.DESCRIBE_INSTANCES, ec2::instances),
        startCall(ApiCall.DESCRIBE_SECURITY_GROUPS, ec2::securityGroups),
        startCall(ApiCall.DESCRIBE_NAT_GATEWAYS, ec2::natGateways),
        startCall(ApiCall.DESCRIBE_SUBNETS, ec2::subnets),
        first.mayHoldDatabases()
            ? startCall(ApiCall.DESCRIBE_DB_SUBNET_GROUPS, rds::subnetGroups)
            : notNeeded(ApiCall.DESCRIBE_DB_SUBNET_GROUPS),
        startCall(ApiCall.DESCRIBE_NETWORK_ACLS, ec2::networkAcls),
        startCall(ApiCall.DESCRIBE_ROUTE_TABLES, routes::routeTables));
  }

  private CompletableFuture<RegionInventory> complete(
      FirstLists first,
      CompletableFuture<Observed<List<RegionInventory.ReverseDns>>> reverseDns,
      CompletableFuture<Observed<List<RegionInventory.Instance>>> instances,
      CompletableFuture<Observed<List<RegionInventory.SecurityGroup>>> groups,
      CompletableFuture<Observed<List<RegionInventory.NatGateway>>> nats,
      CompletableFuture<Observed<List<RegionInventory.Subnet>>> subnets,
      CompletableFuture<Observed<List<RegionInventory.DbSubnetGroup>>> dbGroups,
      CompletableFuture<Observed<List<NetworkAcl>>> acls,
      CompletableFuture<Observed<List<RouteTable>>> routeTables) {
    CompletableFuture<Observed<Ses>> sending =
        services.contains(AwsService.SES) ? ses.start() : notNeeded(ApiCall.GET_ACCOUNT);
    CompletableFuture<TransitGateways> gateways =
        transitGateways.startRest(first.transitGatewayAttachments());
    var virtualServers = startLightsail();
    return CompletableFuture.allOf(
            reverseDns,
            instances,
            groups,
            nats,
            subnets,
            dbGroups,
            acls,
            sending,
            routeTables,
            gateways,
            virtualServers)
        .thenApply(all ->
            new RegionInventory(
                region,
                first.elasticIps(),
                reverseDns.join(),
                instances.join(),
                groups.join(),
                first.networkInterfaces(),
                nats.join(),
                subnets.join(),
                first.dbInstances(),
                first.dbClusters(),
                dbGroups.join(),
                acls.join(),
                sending.join(),
                routeTables.join(),
                gateways.join().attachments(),
                gateways.join().routeTables(),
                virtualServers.join()));
  }

  /** Lightsail is known where both lists are, because an address may stand in either. */
  private CompletableFuture<Observed<Lightsail>> startLightsail() {
    return startCall(ApiCall.GET_LIGHTSAIL_INSTANCES, lightsail::instances)
        .thenCombine(
            startCall(ApiCall.GET_LIGHTSAIL_STATIC_IPS, lightsail::staticIps),
            (instances, staticIps) ->
                switch (instances) {
                  case Known<List<LightsailInstance>>(var servers) ->
                      staticIps.map(ips -> new Lightsail(servers, ips));
                  case Unknown<List<LightsailInstance>>(Reason reason) -> Observed.unknown(reason);
                });
  }

  /** Makes one of the first calls; its gap is recorded once all of them have ended. */
  private <T> CompletableFuture<Observed<List<T>>> startFirst(
      ApiCall call, Supplier<List<T>> answer) {
    return isWanted(call)
        ? caller.start(() -> caller.callWithoutGap(region, call, answer))
        : notNeeded(call);
  }

  private <T> CompletableFuture<Observed<List<T>>> startCall(
      ApiCall call, Supplier<List<T>> answer) {
    return isWanted(call) ? caller.start(region, call, answer) : notNeeded(call);
  }

  private boolean isWanted(ApiCall call) {
    return AwsService.ofAction(call.action()).filter(services::contains).isPresent();
  }

  /** A list that is proved empty by {@link FirstLists}. */
  private static <T> CompletableFuture<Observed<List<T>>> known() {
    return CompletableFuture.completedFuture(Observed.known(List.of()));
  }

  /** A list of which the Region may hold something, but nothing that is in use. */
  private static <T> CompletableFuture<Observed<T>> notNeeded(ApiCall call) {
    return CompletableFuture.completedFuture(
        Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, call.action(), "")));
  }
}
