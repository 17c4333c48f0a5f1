package io.todoku.rule.database;

import io.todoku.rule.Evidence;
import io.todoku.rule.Resource;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbCluster;
import io.todoku.snapshot.RegionInventory.DbInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database of RDS, whichever kind it is: a cluster, or an instance that is no member of one.
 *
 * @param engine {@code mysql}, {@code aurora-postgresql}, …
 * @param group its DB subnet group, null where that was not told
 * @param on whether Multi-AZ is on
 * @param pending what a modification in progress will set Multi-AZ to, null where none is
 * @param needed zones for Multi-AZ
 * @param missingCluster that it is a member of and that was not listed; null else
 */
record RdsDatabase(
    Resource resource,
    String engine,
    @Nullable String subnetGroup,
    boolean multiAz,
    @Nullable Boolean pendingMultiAz,
    int requiredZones,
    @Nullable String missingCluster) {

  private static final Set<String> OTHER_SERVICES = Set.of("neptune", "docdb");

  /** Each once; those of other services, which come in the same answer, are left out. */
  static List<RdsDatabase> in(RegionInventory region) {
    List<RdsDatabase> databases = new ArrayList<>();
    for (DbCluster cluster : region.dbClusters().orElse(List.of())) {
      if (!OTHER_SERVICES.contains(cluster.engine())) {
        databases.add(of(region, cluster));
      }
    }
    for (DbInstance instance : region.dbInstances().orElse(List.of())) {
      if (!OTHER_SERVICES.contains(instance.engine()) && instance.clusterId() == null) {
        databases.add(of(region, instance));
      }
    }
    return databases;
  }

  /** Members of a cluster are judged by it; one whose cluster is not there would fall silent. */
  static List<RdsDatabase> withMissingClusterIn(RegionInventory region) {
    if (!(region.dbClusters() instanceof Known<List<DbCluster>>(List<DbCluster> clusters))) {
      return List.of();
    }
    Set<String> known = clusters.stream().map(DbCluster::id).collect(Collectors.toSet());
    return region.dbInstances().orElse(List.of()).stream()
        .filter(db -> !OTHER_SERVICES.contains(db.engine()))
        .filter(db -> db.clusterId() != null && !known.contains(db.clusterId()))
        .map(db -> of(region, db))
        .toList();
  }

  private static RdsDatabase of(RegionInventory region, DbCluster cluster) {
    boolean multiAzCluster = cluster.kind().equals("multi-az");
    return new RdsDatabase(
        new Resource(Resource.Type.DB_CLUSTER, cluster.id(), region.name(), null, cluster.id()),
        cluster.engine(),
        cluster.subnetGroup(),
        cluster.multiAz() || multiAzCluster,
        null,
        multiAzCluster ? 3 : 2,
        null);
  }

  private static RdsDatabase of(RegionInventory region, DbInstance instance) {
    return new RdsDatabase(
        new Resource(Resource.Type.DB_INSTANCE, instance.id(), region.name(), null, instance.id()),
        instance.engine(),
        instance.subnetGroup(),
        instance.multiAz(),
        instance.pendingMultiAz(),
        2,
        instance.clusterId());
  }

  boolean isCluster() {
    return resource.type() == Resource.Type.DB_CLUSTER;
  }

  boolean isMultiAzBeingEnabled() {
    return Boolean.TRUE.equals(pendingMultiAz);
  }

  /** What RDS said of its Multi-AZ. */
  Evidence evidence(Instant at) {
    return Evidence.aws(
        isCluster()
            ? "rds:DescribeDBClusters --db-cluster-identifier %s --region %s"
                .formatted(resource.id(), resource.region())
            : instanceQuery(),
        List.of("MultiAZ=" + multiAz, "pending=" + isMultiAzBeingEnabled()),
        at);
  }

  /** What RDS said of the cluster that it belongs to. */
  Evidence membershipEvidence(Instant at) {
    return Evidence.aws(instanceQuery(), List.of("DBClusterIdentifier=" + missingCluster), at);
  }

  private String instanceQuery() {
    return "rds:DescribeDBInstances --db-instance-identifier %s --region %s"
        .formatted(resource.id(), resource.region());
  }
}
