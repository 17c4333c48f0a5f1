package io.todoku.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the newest scan found of one rule and one resource.
 *
 * @param verdict {@code FAIL}, {@code WARN}, {@code UNKNOWN} or {@code PASS}
 * @param required whether its rule is required; false for a recommendation
 * @param waived whether a waiver is in force
 * @param title of the rule
 * @param summary what was found, or why it is not known
 * @param step the first thing to do; null where there is none
 * @param resourceType such as {@code elastic-ip}
 * @param region null for what belongs to none
 * @param firstSeen when it was found first
 * @param changedAt since when it has its verdict
 * @param path of the page that shows it
 */
public record CurrentItem(
    ItemKey key,
    String accountId,
    String verdict,
    boolean required,
    boolean waived,
    NoticeLine title,
    NoticeLine summary,
    @Nullable NoticeLine step,
    String resourceType,
    String resourceLabel,
    @Nullable String region,
    Instant firstSeen,
    Instant changedAt,
    String path) {

  /** Whether the scan saw that it is fine. */
  boolean passes() {
    return verdict.equals("PASS");
  }
}
