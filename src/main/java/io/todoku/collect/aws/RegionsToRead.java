package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import java.util.List;

/**
 * The Regions of an account that are read.
 *
 * @param availability not asked where people chose the Regions
 */
public record RegionsToRead(
    Observed<List<String>> names, Observed<RegionAvailability> availability) {

  static RegionsToRead chosen(List<String> names) {
    return new RegionsToRead(
        Observed.known(names),
        Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, ApiCall.DESCRIBE_REGIONS.action(), "")));
  }

  static RegionsToRead of(Observed<RegionAvailability> availability) {
    return new RegionsToRead(availability.map(RegionAvailability::toRead), availability);
  }
}
