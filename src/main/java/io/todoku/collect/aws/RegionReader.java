package io.todoku.collect.aws;

import io.todoku.collect.aws.Entrance.Inside;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;

/** Reads one Region: every API of it side by side. */
final class RegionReader {

  private final String region;
  private final Caller caller;
  private final Ec2Client ec2;
  private final RdsClient rds;

  RegionReader(AwsClients clients, Inside inside, String region, Caller caller) {
    this.region = region;
    this.caller = caller;
    this.ec2 = clients.build(Ec2Client.builder(), inside.accountId(), region, inside.credentials());
    this.rds = clients.build(RdsClient.builder(), inside.accountId(), region, inside.credentials());
  }

  CompletableFuture<RegionInventory> start() {
    Ec2Answers addresses = new Ec2Answers(ec2);
    RdsAnswers databases = new RdsAnswers(rds);
    var elasticIps = ask(ApiCall.DESCRIBE_ADDRESSES, addresses::elasticIps);
    var reverseDns = ask(ApiCall.DESCRIBE_ADDRESSES_ATTRIBUTE, addresses::reverseDns);
    var instances = ask(ApiCall.DESCRIBE_INSTANCES, addresses::instances);
    var groups = ask(ApiCall.DESCRIBE_SECURITY_GROUPS, addresses::securityGroups);
    var interfaces = ask(ApiCall.DESCRIBE_NETWORK_INTERFACES, addresses::networkInterfaces);
    var nats = ask(ApiCall.DESCRIBE_NAT_GATEWAYS, addresses::natGateways);
    var subnets = ask(ApiCall.DESCRIBE_SUBNETS, addresses::subnets);
    var dbInstances = ask(ApiCall.DESCRIBE_DB_INSTANCES, databases::instances);
    var dbClusters = ask(ApiCall.DESCRIBE_DB_CLUSTERS, databases::clusters);
    var dbGroups = ask(ApiCall.DESCRIBE_DB_SUBNET_GROUPS, databases::subnetGroups);
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
            dbGroups)
        .whenComplete((all, bug) -> {
          ec2.close();
          rds.close();
        })
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
                dbGroups.join()));
  }

  private <T> CompletableFuture<Observed<List<T>>> ask(ApiCall call, Supplier<List<T>> answer) {
    return caller.start(region, call, answer);
  }
}
