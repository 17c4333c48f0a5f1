package io.todoku.collect.aws;

import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Reads one Region: all APIs in parallel. */
final class RegionReader {

  private final String region;
  private final ApiCaller caller;
  private final Ec2Queries ec2;
  private final RdsQueries rds;
  private final RouteQueries routes;
  private final LightsailQueries lightsail;
  private final SesReader ses;
  private final TransitGatewayReader transitGateways;

  RegionReader(AwsClients clients, AccountSession session, String region, ApiCaller caller) {
    this.region = region;
    this.caller = caller;
    this.ec2 = new Ec2Queries(clients.ec2(region), session);
    this.rds = new RdsQueries(clients.rds(region), session);
    this.routes = new RouteQueries(clients.ec2(region), session);
    this.lightsail = new LightsailQueries(clients.lightsail(region), region, session);
    this.ses = new SesReader(new SesQueries(clients.ses(region), region, session), region, caller);
    this.transitGateways = new TransitGatewayReader(routes, session, region, caller);
  }

  CompletableFuture<RegionInventory> start() {
    var elasticIps = startCall(ApiCall.DESCRIBE_ADDRESSES, ec2::elasticIps);
    var reverseDns = startCall(ApiCall.DESCRIBE_ADDRESSES_ATTRIBUTE, ec2::reverseDns);
    var instances = startCall(ApiCall.DESCRIBE_INSTANCES, ec2::instances);
    var groups = startCall(ApiCall.DESCRIBE_SECURITY_GROUPS, ec2::securityGroups);
    var interfaces = startCall(ApiCall.DESCRIBE_NETWORK_INTERFACES, ec2::networkInterfaces);
    var nats = startCall(ApiCall.DESCRIBE_NAT_GATEWAYS, ec2::natGateways);
    var subnets = startCall(ApiCall.DESCRIBE_SUBNETS, ec2::subnets);
    var dbInstances = startCall(ApiCall.DESCRIBE_DB_INSTANCES, rds::instances);
    var dbClusters = startCall(ApiCall.DESCRIBE_DB_CLUSTERS, rds::clusters);
    var dbGroups = startCall(ApiCall.DESCRIBE_DB_SUBNET_GROUPS, rds::subnetGroups);
    var acls = startCall(ApiCall.DESCRIBE_NETWORK_ACLS, ec2::networkAcls);
    var sending = ses.start();
    var routeTables = startCall(ApiCall.DESCRIBE_ROUTE_TABLES, routes::routeTables);
    var gateways = transitGateways.start();
    var virtualServers = startLightsail();
    return CompletableFuture.allOf(
            elasticIps,
            reverseDns,
            instances,
            groups,
            interfaces,
            nats,
            subnets,
            dbInstances,
            dbClusters,
            dbGroups,
            acls,
            sending,
            routeTables,
            gateways,
            virtualServers)
        .thenApply(all ->
            new RegionInventory(
                region,
                elasticIps.join(),
                reverseDns.join(),
                instances.join(),
                groups.join(),
                interfaces.join(),
                nats.join(),
                subnets.join(),
                dbInstances.join(),
                dbClusters.join(),
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

  private <T> CompletableFuture<Observed<List<T>>> startCall(
      ApiCall call, Supplier<List<T>> answer) {
    return caller.start(region, call, answer);
  }
}
