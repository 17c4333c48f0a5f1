package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Reads one Region: all APIs in parallel. */
final class RegionReader {

  private final String region;
  private final ApiCaller caller;
  private final Ec2Queries ec2;
  private final RdsQueries rds;
  private final SesQueries ses;

  RegionReader(AwsClients clients, AccountSession session, String region, ApiCaller caller) {
    this.region = region;
    this.caller = caller;
    this.ec2 = new Ec2Queries(clients.ec2(region), session);
    this.rds = new RdsQueries(clients.rds(region), session);
    this.ses = new SesQueries(clients.ses(region), region, session);
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
    var sending = startSes();
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
            sending)
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
                null,
                null,
                null,
                null));
  }

  /**
   * Reads the SES account settings only where identities exist, because without one the account
   * cannot send by SES.
   */
  private CompletableFuture<Observed<Ses>> startSes() {
    return startCall(ApiCall.LIST_EMAIL_IDENTITIES, ses::identities)
        .thenCompose(listed ->
            switch (listed) {
              case Known<List<Ses.SesIdentity>>(var identities) ->
                  startSesAccount(!identities.isEmpty())
                      .thenApply(account -> Observed.known(new Ses(account, identities)));
              case Unknown<List<Ses.SesIdentity>>(var reason) ->
                  CompletableFuture.completedFuture(Observed.unknown(reason));
            });
  }

  private CompletableFuture<Observed<Ses.SesAccount>> startSesAccount(boolean matters) {
    return matters
        ? caller.start(region, ApiCall.GET_ACCOUNT, ses::account)
        : CompletableFuture.completedFuture(
            Observed.unknown(Reason.of(Cause.NOT_ASKED, ApiCall.GET_ACCOUNT.action(), "")));
  }

  private <T> CompletableFuture<Observed<List<T>>> startCall(
      ApiCall call, Supplier<List<T>> answer) {
    return caller.start(region, call, answer);
  }
}
