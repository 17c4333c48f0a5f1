package io.todoku.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The readiness of an account, in a list of accounts.
 *
 * @param counts of the findings of the last scan that could be read; null without one
 * @param scannedAt when that scan ended; null without one
 * @param failedAt when the last scan ended, where it failed; null otherwise
 * @param runningScan the run that scans the account now; null where none does
 */
public record AccountOverview(
    AccountReadiness readiness,
    @Nullable OverviewCounts counts,
    @Nullable Instant scannedAt,
    @Nullable Instant failedAt,
    @Nullable UUID runningScan) {

  /**
   * Numbers of findings.
   *
   * @param toFix required findings that fail
   * @param toAsk those that a person has to answer
   * @param unchecked those that could not be found out
   * @param known how many of {@code all} are known
   */
  public record OverviewCounts(
      int toFix,
      int toAsk,
      int unchecked,
      int warnings,
      int advice,
      int fine,
      int waived,
      int known,
      int all) {}
}
