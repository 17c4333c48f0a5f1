package io.todoku.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's choice whether an address sends and receives mail.
 *
 * @param sends null where the evidence decides
 * @param by who chose
 * @param reason why, for whoever reads the report
 * @param receives null where the evidence decides, as in older files
 * @param domains the mail domains that it sends for; empty where the evidence decides
 */
public record RoleOverride(
    @Nullable Boolean sends,
    String by,
    Instant at,
    String reason,
    @Nullable Boolean receives,
    List<String> domains) {

  /** Older files lack the domains. */
  public RoleOverride {
    domains = domains == null ? List.of() : List.copyOf(domains);
  }

  /** A choice about sending alone. */
  public RoleOverride(boolean sends, String by, Instant at, String reason) {
    this(sends, by, at, reason, null, List.of());
  }
}
