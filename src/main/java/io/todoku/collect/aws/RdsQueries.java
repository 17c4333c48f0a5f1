package io.todoku.collect.aws;

import io.todoku.snapshot.RegionInventory.DbCluster;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rds.RdsClient;

/** Reads RDS in one Region, all pages of each answer, and converts it to observations. */
final class RdsQueries {

  /** The most that one page of an answer holds. */
  private static final int RECORDS_IN_A_PAGE = 100;

  private final RdsClient rds;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  RdsQueries(RdsClient rds, AccountSession session) {
    this.rds = rds;
    this.requestConfiguration = session.requestConfiguration();
  }

  List<DbInstance> instances() {
    return rds
        .describeDBInstancesPaginator(
            r -> r.maxRecords(RECORDS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .dbInstances()
        .stream()
        .map(db ->
            new DbInstance(
                AwsText.orEmpty(db.dbInstanceIdentifier()),
                AwsText.orEmpty(db.engine()),
                AwsText.orEmpty(db.dbInstanceStatus()),
                Boolean.TRUE.equals(db.multiAZ()),
                db.pendingModifiedValues() == null ? null : db.pendingModifiedValues().multiAZ(),
                db.dbSubnetGroup() == null
                    ? null
                    : AwsText.orNull(db.dbSubnetGroup().dbSubnetGroupName()),
                AwsText.orNull(db.dbClusterIdentifier())))
        .toList();
  }

  List<DbCluster> clusters() {
    return rds
        .describeDBClustersPaginator(
            r -> r.maxRecords(RECORDS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .dbClusters()
        .stream()
        .map(cluster ->
            new DbCluster(
                AwsText.orEmpty(cluster.dbClusterIdentifier()),
                AwsText.orEmpty(cluster.engine()),
                AwsText.orEmpty(cluster.status()),
                Boolean.TRUE.equals(cluster.multiAZ()),
                AwsText.orEmpty(cluster.engine()).startsWith("aurora") ? "aurora" : "multi-az",
                AwsText.orNull(cluster.dbSubnetGroup())))
        .toList();
  }

  List<DbSubnetGroup> subnetGroups() {
    return rds
        .describeDBSubnetGroupsPaginator(
            r -> r.maxRecords(RECORDS_IN_A_PAGE).overrideConfiguration(requestConfiguration))
        .dbSubnetGroups()
        .stream()
        .map(group ->
            new DbSubnetGroup(
                AwsText.orEmpty(group.dbSubnetGroupName()),
                AwsText.orEmpty(group.vpcId()),
                group.subnets().stream()
                    .map(s ->
                        new DbSubnetGroup.Member(
                            AwsText.orEmpty(s.subnetIdentifier()),
                            s.subnetAvailabilityZone() == null
                                ? ""
                                : AwsText.orEmpty(s.subnetAvailabilityZone().name()),
                            AwsText.orEmpty(s.subnetStatus())))
                    .toList()))
        .toList();
  }
}
