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

/** Reads one Region: every API of it side by side. */
final class RegionReader {

  private final String region;
  private final Caller caller;
  private final Ec2Answers ec2;
  private final RdsAnswers rds;
  private final SesAnswers ses;

  RegionReader(AwsClients clients, Inside inside, String region, Caller caller) {
    this.region = region;
    this.caller = caller;
    this.ec2 = new Ec2Answers(clients.ec2(region), inside);
    this.rds = new RdsAnswers(clients.rds(region), inside);
    this.ses = new SesAnswers(clients.ses(region), region, inside);
  }

  CompletableFuture<RegionInventory> start() {
    var elasticIps = ask(ApiCall.DESCRIBE_ADDRESSES, ec2::elasticIps);
    var reverseDns = ask(ApiCall.DESCRIBE_ADDRESSES_ATTRIBUTE, ec2::reverseDns);
    var instances = ask(ApiCall.DESCRIBE_INSTANCES, ec2::instances);
    var groups = ask(ApiCall.DESCRIBE_SECURITY_GROUPS, ec2::securityGroups);
    var interfaces = ask(ApiCall.DESCRIBE_NETWORK_INTERFACES, ec2::networkInterfaces);
    var nats = ask(ApiCall.DESCRIBE_NAT_GATEWAYS, ec2::natGateways);
    var subnets = ask(ApiCall.DESCRIBE_SUBNETS, ec2::subnets);
    var dbInstances = ask(ApiCall.DESCRIBE_DB_INSTANCES, rds::instances);
    var dbClusters = ask(ApiCall.DESCRIBE_DB_CLUSTERS, rds::clusters);
    var dbGroups = ask(ApiCall.DESCRIBE_DB_SUBNET_GROUPS, rds::subnetGroups);
    var acls = ask(ApiCall.DESCRIBE_NETWORK_ACLS, ec2::networkAcls);
    var sending = ses();
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
                sending.join()));
  }

  /** What SES lets the account do matters only where it sends as somebody. */
  private CompletableFuture<Observed<Ses>> ses() {
    return ask(ApiCall.LIST_EMAIL_IDENTITIES, ses::identities)
        .thenCompose(listed ->
            switch (listed) {
              case Known<List<Ses.Identity>>(var identities) ->
                  account(!identities.isEmpty())
                      .thenApply(account -> Observed.known(new Ses(account, identities)));
              case Unknown<List<Ses.Identity>>(var reason) ->
                  CompletableFuture.completedFuture(Observed.unknown(reason));
            });
  }

  private CompletableFuture<Observed<Ses.Account>> account(boolean matters) {
    return matters
        ? caller.start(region, ApiCall.GET_ACCOUNT, ses::account)
        : CompletableFuture.completedFuture(
            Observed.unknown(Reason.of(Cause.NOT_ASKED, ApiCall.GET_ACCOUNT.action(), "")));
  }

  private <T> CompletableFuture<Observed<List<T>>> ask(ApiCall call, Supplier<List<T>> answer) {
    return caller.start(region, call, answer);
  }
}
