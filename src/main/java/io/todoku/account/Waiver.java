package io.todoku.account;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A reasoned exception for one finding.
 *
 * @param resource the resource's key, id or address, see {@code Resource.matches}
 * @param expires the last day on which it counts, UTC
 */
public record Waiver(
    String id,
    String rule,
    String resource,
    String reason,
    String author,
    Instant createdAt,
    LocalDate expires) {

  /** Whether it stands in a file, so that it cannot be revoked in the application. */
  public boolean fromConfiguration() {
    return ConfiguredDecisions.hasId(id);
  }

  public boolean isInForce(LocalDate today) {
    return !today.isAfter(expires);
  }
}
