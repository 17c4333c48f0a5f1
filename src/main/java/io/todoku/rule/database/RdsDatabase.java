package io.todoku.rule.database;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbCluster;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An RDS database of either kind: a cluster, or an instance that belongs to no cluster.
 *
 * @param engine {@code mysql}, {@code aurora-postgresql}, …
 * @param subnetGroup name of its DB subnet group; null where RDS gave none
 * @param multiAz whether Multi-AZ is on
 * @param pendingMultiAz what a modification in progress will set Multi-AZ to; null where none is in
 *     progress
 * @param requiredZones how many Availability Zones Multi-AZ needs
 * @param missingCluster the cluster that it is a member of, where that was not listed; null
 *     otherwise
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

  /**
   * Each database once. Databases of Neptune and DocumentDB, which the RDS API lists too, are left
   * out.
   */
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

  /** Instances of clusters that were not listed, which no finding about a cluster would cover. */
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

  /** The fields about Multi-AZ. */
  Evidence evidence(Instant at) {
    return Evidence.aws(
        isCluster()
            ? "rds:DescribeDBClusters --db-cluster-identifier %s --region %s"
                .formatted(resource.id(), resource.region())
            : instanceQuery(),
        List.of("MultiAZ=" + multiAz, "pending=" + isMultiAzBeingEnabled()),
        at);
  }

  /** UNKNOWN for an instance of a cluster that was not listed. */
  Finding missingClusterFinding(String rule, Snapshot snapshot) {
    return Finding.of(rule, resource)
        .evidence(
            Evidence.aws(
                instanceQuery(),
                List.of("DBClusterIdentifier=" + missingCluster),
                snapshot.finishedAt()))
        .unknown(
            Reason.of(
                ReasonKind.MALFORMED, "rds:DescribeDBClusters", String.valueOf(missingCluster)),
            "unknown.cluster");
  }

  private String instanceQuery() {
    return "rds:DescribeDBInstances --db-instance-identifier %s --region %s"
        .formatted(resource.id(), resource.region());
  }
}
