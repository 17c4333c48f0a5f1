package io.todoku.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last check of some things again after the scan of a snapshot; everything else in the snapshot
 * is as it was observed before.
 *
 * @param startedAt when the recheck began
 * @param finishedAt when it ended
 * @param replacement which earlier observations gave way to new ones
 * @param readings what was read from AWS since the scan, by this recheck and by earlier ones
 * @param obstacles why something could not be observed again
 */
public record Recheck(
    Instant startedAt,
    Instant finishedAt,
    ReplacedObservations replacement,
    List<AwsReading> readings,
    List<Reason> obstacles) {

  /** Which earlier observations gave way to new ones. */
  public enum ReplacedObservations {
    /** All that were made again, even where the new one failed. */
    ALL,
    /** Those that could be made again: a failure that was found is still shown. */
    KNOWN,
    /** None, because the new ones alone would have hidden a failure. */
    NONE
  }

  /**
   * What was read from AWS again.
   *
   * @param region null for a service that is not regional
   */
  public record AwsReading(AwsService service, @Nullable String region, Instant at) {

    boolean isSamePlace(AwsReading other) {
      return service == other.service
          && (region == null ? other.region == null : region.equals(other.region));
    }
  }

  /** When this service was read again; empty where it is as the scan read it. */
  Optional<Instant> readAt(AwsService service, @Nullable String region) {
    AwsReading place = new AwsReading(service, service.isRegional() ? region : null, finishedAt);
    return readings.stream().filter(place::isSamePlace).map(AwsReading::at).findFirst();
  }
}
