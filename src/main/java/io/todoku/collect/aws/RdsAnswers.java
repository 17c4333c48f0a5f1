package io.todoku.collect.aws;

import io.todoku.snapshot.RegionInventory.DbCluster;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rds.RdsClient;

/** What RDS answers about one Region, all pages of it, as observations. */
final class RdsAnswers {

  private final RdsClient rds;
  private final AwsRequestOverrideConfiguration who;

  RdsAnswers(RdsClient rds, Inside inside) {
    this.rds = rds;
    this.who = inside.onRequest();
  }

  List<DbInstance> instances() {
    return rds
        .describeDBInstancesPaginator(r -> r.overrideConfiguration(who))
        .dbInstances()
        .stream()
        .map(db ->
            new DbInstance(
                Words.of(db.dbInstanceIdentifier()),
                Words.of(db.engine()),
                Words.of(db.dbInstanceStatus()),
                Boolean.TRUE.equals(db.multiAZ()),
                db.pendingModifiedValues() == null ? null : db.pendingModifiedValues().multiAZ(),
                db.dbSubnetGroup() == null
                    ? null
                    : Words.orNull(db.dbSubnetGroup().dbSubnetGroupName()),
                Words.orNull(db.dbClusterIdentifier())))
        .toList();
  }

  List<DbCluster> clusters() {
    return rds.describeDBClustersPaginator(r -> r.overrideConfiguration(who)).dbClusters().stream()
        .map(cluster ->
            new DbCluster(
                Words.of(cluster.dbClusterIdentifier()),
                Words.of(cluster.engine()),
                Words.of(cluster.status()),
                Boolean.TRUE.equals(cluster.multiAZ()),
                Words.of(cluster.engine()).startsWith("aurora") ? "aurora" : "multi-az",
                Words.orNull(cluster.dbSubnetGroup())))
        .toList();
  }

  List<DbSubnetGroup> subnetGroups() {
    return rds
        .describeDBSubnetGroupsPaginator(r -> r.overrideConfiguration(who))
        .dbSubnetGroups()
        .stream()
        .map(group ->
            new DbSubnetGroup(
                Words.of(group.dbSubnetGroupName()),
                Words.of(group.vpcId()),
                group.subnets().stream()
                    .map(s ->
                        new DbSubnetGroup.Member(
                            Words.of(s.subnetIdentifier()),
                            s.subnetAvailabilityZone() == null
                                ? ""
                                : Words.of(s.subnetAvailabilityZone().name()),
                            Words.of(s.subnetStatus())))
                    .toList()))
        .toList();
  }
}
