package io.todoku.snapshot;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which Regions of its partition an account has enabled. Nothing can be created in the others, so
 * they are not read, and no finding is about them.
 *
 * @param enabled by default, or because the account opted in; sorted
 * @param notEnabled because the account did not opt in; sorted
 * @param notTold those of which AWS did not say it; sorted
 */
public record RegionAvailability(
    List<String> enabled, List<String> notEnabled, List<String> notTold) {

  /** The Regions to read, sorted. One that may be enabled is read too. */
  public List<String> toRead() {
    return Stream.concat(enabled.stream(), notTold.stream()).sorted().toList();
  }

  /** How many Regions the partition has. */
  public int count() {
    return enabled.size() + notEnabled.size() + notTold.size();
  }
}
