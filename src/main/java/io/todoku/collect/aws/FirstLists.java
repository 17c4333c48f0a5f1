package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.DbCluster;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.TransitGatewayAttachment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The five lists that are read first in a Region. Where all of them are empty, EC2 and RDS hold
 * nothing that mail or a database could use:
 *
 * <ul>
 *   <li>An instance has an interface as long as it exists, and so has a private NAT gateway and a
 *       host of another account in a shared subnet. A public NAT gateway has an address.
 *   <li>A transit gateway routes mail of other accounts and may be in an account that has no
 *       interface itself.
 *   <li>A database that is being made, or a cluster without instances, has no interface.
 * </ul>
 */
record FirstLists(
    Observed<List<NetworkInterface>> networkInterfaces,
    Observed<List<ElasticIp>> elasticIps,
    Observed<List<TransitGatewayAttachment>> transitGatewayAttachments,
    Observed<List<DbInstance>> dbInstances,
    Observed<List<DbCluster>> dbClusters) {

  /** Causes that close a whole Region, so that no other call there would be answered. */
  private static final Set<ReasonKind> CLOSING =
      Set.of(
          ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY,
          ReasonKind.TOKEN_NOT_VALID_IN_REGION,
          ReasonKind.REGION_NOT_ENABLED);

  private List<Observed<?>> all() {
    return List.of(
        networkInterfaces, elasticIps, transitGatewayAttachments, dbInstances, dbClusters);
  }

  /** Whether the Region may hold anything of EC2 or RDS; a list that is unknown may. */
  boolean mayHoldSomething() {
    return all().stream().anyMatch(list -> !isEmpty(list));
  }

  boolean mayHoldDatabases() {
    return !isEmpty(dbInstances) || !isEmpty(dbClusters);
  }

  private static boolean isEmpty(Observed<?> list) {
    return list instanceof Known<?>(List<?> items) && items.isEmpty();
  }

  /** Why lists are unknown. */
  List<Reason> reasons() {
    return all().stream().flatMap(list -> Optional.ofNullable(reason(list)).stream()).toList();
  }

  /** Returns why the whole Region is closed; empty where it is not. */
  Optional<Reason> closed() {
    List<Reason> reasons = reasons();
    return reasons.size() == all().size()
            && CLOSING.contains(reasons.getFirst().kind())
            && reasons.stream().map(Reason::kind).distinct().count() == 1
        ? Optional.of(reasons.getFirst())
        : Optional.empty();
  }

  private static @Nullable Reason reason(Observed<?> list) {
    return list instanceof Unknown<?>(Reason reason) ? reason : null;
  }
}
