package io.todoku.checklist;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.snapshot.AccountFacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account on the dashboard.
 *
 * @param readiness null for an account that was never scanned
 * @param openRules ids of the rules with open findings
 * @param mostUrgent the most urgent item, as a sentence; null where nothing is to be done
 * @param order the position of that item's rule in the catalogue; smaller is more urgent
 */
record DashboardRow(
    String id,
    String name,
    String client,
    String environment,
    boolean sample,
    boolean recorded,
    @Nullable Readiness readiness,
    FindingCounts counts,
    @Nullable String mostUrgent,
    int order,
    @Nullable Instant scannedAt,
    List<String> openRules,
    boolean running) {

  public String title() {
    return AccountFacts.title(client, name);
  }

  /**
   * Not ready first, then never scanned, undetermined, ready; within these by the order of the most
   * urgent item, then by how much there is to fix.
   */
  static final Comparator<DashboardRow> BY_URGENCY =
      Comparator.comparingInt(DashboardRow::rank)
          .thenComparingInt(DashboardRow::order)
          .thenComparing(row -> row.counts().toFix(), Comparator.reverseOrder())
          .thenComparing(DashboardRow::client)
          .thenComparing(DashboardRow::name);

  /**
   * @param status null where the account was never scanned, empty where the stored data cannot be
   *     read
   */
  static DashboardRow of(
      Account account, @Nullable Optional<AccountStatus> status, boolean running, Wording wording) {
    AccountStatus known = status == null ? null : status.orElse(null);
    return new DashboardRow(
        account.id(),
        account.name(),
        account.client(),
        account.environment().id(),
        account.isSample(),
        account.access() instanceof Access.SnapshotsOnly,
        known == null ? null : known.readiness(),
        known == null ? FindingCounts.NONE : known.counts(),
        mostUrgent(status, wording),
        known == null ? Integer.MAX_VALUE : known.order(),
        known == null ? null : known.scannedAt(),
        known == null ? List.of() : known.openRules(),
        running);
  }

  private static @Nullable String mostUrgent(
      @Nullable Optional<AccountStatus> status, Wording wording) {
    if (status == null) {
      return null;
    }
    AccountStatus known = status.orElse(null);
    if (known == null) {
      return wording.of("dashboard.unreadable");
    }
    if (known.mostUrgentCause() != null) {
      return CauseView.of(known.mostUrgentCause(), wording).sentence() + wording.of("cause.end");
    }
    return known.mostUrgent() == null ? null : wording.of(known.mostUrgent());
  }

  private int rank() {
    if (readiness == null) {
      return 1;
    }
    return switch (readiness) {
      case NOT_READY -> 0;
      case UNDETERMINED -> 2;
      case READY -> 3;
    };
  }
}
