package io.todoku.scan;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a snapshot could look at the place where something was found earlier. */
public final class Sight {

  private Sight() {}

  /**
   * Why it could not; null where it could, so that what is not there is gone.
   *
   * @param resource of an earlier finding
   */
  static @Nullable Reason obstacle(Snapshot snapshot, Resource resource) {
    if (snapshot.regions() instanceof Unknown<List<RegionInventory>>(Reason reason)) {
      return resource.region() == null ? null : reason;
    }
    if (resource.region() == null) {
      return null;
    }
    Optional<RegionInventory> region =
        snapshot.knownRegions().stream()
            .filter(r -> r.name().equals(resource.region()))
            .findFirst();
    if (region.isEmpty()) {
      return Reason.of(Cause.NOT_ASKED, resource.region(), "");
    }
    return lists(region.get(), resource.type()).stream()
        .filter(Unknown.class::isInstance)
        .map(list -> ((Unknown<?>) list).reason())
        .findFirst()
        .orElse(null);
  }

  /**
   * What is to be said of a finding whose place cannot be looked into now; null where it can, so
   * that it would have been found again.
   */
  public static @Nullable Finding lost(Snapshot snapshot, KnownState state) {
    Reason obstacle = obstacle(snapshot, state.resource());
    return obstacle == null
        ? null
        : new Finding(
            state.rule(),
            state.resource(),
            Verdict.UNKNOWN,
            Text.of("finding.no-longer-seen"),
            obstacle,
            List.of(),
            Remedy.NONE);
  }

  /** The lists of a Region in which a resource of this type would stand. */
  private static List<Observed<?>> lists(RegionInventory region, Resource.Type type) {
    return switch (type) {
      case ELASTIC_IP, PUBLIC_IP, IPV6_ADDRESS, NAT_GATEWAY, MAIL_SERVER, INSTANCE ->
          List.of(
              region.elasticIps(),
              region.networkInterfaces(),
              region.natGateways(),
              region.instances());
      case SECURITY_GROUP -> List.of(region.securityGroups());
      case DB_INSTANCE -> List.of(region.dbInstances());
      case DB_CLUSTER -> List.of(region.dbClusters());
      case ACCOUNT, REGION, MAIL_DOMAIN -> List.of();
    };
  }
}
