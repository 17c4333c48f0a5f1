package io.todoku.account;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A reasoned exception for one finding.
 *
 * @param resource the key of the resource, see {@code Resource.key()}
 * @param expires the last day on which it holds, UTC
 */
public record Waiver(
    String id,
    String rule,
    String resource,
    String reason,
    String author,
    Instant createdAt,
    LocalDate expires) {

  public boolean inForce(LocalDate today) {
    return !today.isAfter(expires);
  }

  public boolean covers(String rule, String resource) {
    return this.rule.equals(rule) && this.resource.equals(resource);
  }
}
