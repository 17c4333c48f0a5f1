package io.todoku.history;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a snapshot covers the place where something was found earlier. */
public final class Visibility {

  private Visibility() {}

  /** How far a snapshot covers a place. */
  enum PlaceVisibility {
    /** The place was read: what is missing there is gone. */
    VISIBLE,
    /** The place should have been read and could not be. */
    HIDDEN,
    /** Its Region is not scanned: it was left out in the account's settings, or it is disabled. */
    OUT_OF_SCOPE
  }

  /**
   * @param resource of an earlier finding
   */
  static PlaceVisibility of(Snapshot snapshot, Resource resource) {
    boolean leftOut =
        resource.region() != null
            && snapshot.regions() instanceof Known<List<RegionInventory>>(var regions)
            && regions.stream().noneMatch(region -> region.name().equals(resource.region()));
    if (leftOut) {
      return PlaceVisibility.OUT_OF_SCOPE;
    }
    return reasonNotVisible(snapshot, resource) == null
        ? PlaceVisibility.VISIBLE
        : PlaceVisibility.HIDDEN;
  }

  /** Whether a place that should have been read could not be. */
  public static boolean isHidden(Snapshot snapshot, Resource resource) {
    return of(snapshot, resource) == PlaceVisibility.HIDDEN;
  }

  /** Why the place of a resource could not be read; null where it was. */
  static @Nullable Reason reasonNotVisible(Snapshot snapshot, Resource resource) {
    if (resource.region() == null) {
      return null;
    }
    return switch (snapshot.regions()) {
      case Unknown<List<RegionInventory>>(Reason reason) -> reason;
      case Known<List<RegionInventory>>(var regions) ->
          regions.stream()
              .filter(region -> region.name().equals(resource.region()))
              .flatMap(region -> listsThatWouldHold(region, resource.type()).stream())
              .flatMap(list ->
                  list instanceof Unknown<?>(Reason reason) ? Stream.of(reason) : Stream.empty())
              .findFirst()
              .orElse(null);
    };
  }

  /**
   * The UNKNOWN finding that replaces one whose place cannot be read now; null if the place was
   * read, because it would have been found again.
   */
  public static @Nullable Finding findingNoLongerVisible(Snapshot snapshot, FindingState state) {
    Reason obstacle = reasonNotVisible(snapshot, state.resource());
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

  /**
   * The lists of a Region that would contain a resource of this type; empty for what is in none.
   *
   * @param type null for an address of which only that is known
   */
  static List<Observed<?>> listsThatWouldHold(
      RegionInventory region, Resource.@Nullable Type type) {
    return switch (type) {
      case null -> listsThatWouldHold(region, Resource.Type.ELASTIC_IP);
      case ELASTIC_IP,
          PUBLIC_IP,
          IPV6_ADDRESS,
          CARRIER_ADDRESS,
          NAT_GATEWAY,
          MAIL_SERVER,
          INSTANCE,
          NETWORK_INTERFACE ->
          List.of(
              region.elasticIps(),
              region.networkInterfaces(),
              region.natGateways(),
              region.instances());
      case LIGHTSAIL_ADDRESS -> List.of(region.lightsail());
      case SES_ADDRESS -> List.of(region.ses());
      case SECURITY_GROUP -> List.of(region.securityGroups());
      case DB_INSTANCE -> List.of(region.dbInstances());
      case DB_CLUSTER -> List.of(region.dbClusters());
      case ACCOUNT, REGION, MAIL_DOMAIN -> List.of();
    };
  }
}
