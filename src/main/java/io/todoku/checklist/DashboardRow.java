package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.checklist.AccountStatus.OpenFinding;
import io.todoku.snapshot.AccountFacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account on the dashboard.
 *
 * @param recorded whether it comes from snapshot files and cannot be scanned
 * @param broken whether its stored data cannot be read
 * @param mostUrgent the most urgent finding; null where nothing is to be done
 * @param order the position of that finding's rule in the catalogue; smaller is more urgent
 * @param scannedAt when the scan ended that the findings come from; null without any
 * @param failedAt when the last scan ended, where it failed; null otherwise
 * @param openRules the most urgent finding of each rule with open findings, by the rule's id
 */
record DashboardRow(
    String id,
    String name,
    String client,
    String environment,
    boolean sample,
    boolean recorded,
    State state,
    boolean broken,
    FindingCounts counts,
    @Nullable OpenFinding mostUrgent,
    int order,
    @Nullable Instant scannedAt,
    @Nullable Instant failedAt,
    Map<String, OpenFinding> openRules,
    boolean running) {

  /** How an account stands, the most urgent first. */
  enum State {
    NOT_READY,
    /** The last scan could not read the account. */
    FAILED,
    NEVER,
    UNDETERMINED,
    READY
  }

  public String title() {
    return AccountFacts.title(client, name);
  }

  private static final Comparator<DashboardRow> BY_NAME =
      Comparator.comparing(DashboardRow::name).thenComparing(DashboardRow::id);

  /**
   * By state; accounts of the same state by the order of the most urgent finding, then by how much
   * there is to fix.
   */
  static final Comparator<DashboardRow> BY_URGENCY =
      Comparator.comparing(DashboardRow::state)
          .thenComparingInt(DashboardRow::order)
          .thenComparing(row -> row.counts().toFix(), Comparator.reverseOrder())
          .thenComparing(DashboardRow::client)
          .thenComparing(BY_NAME);

  /** The order in which a person asked for the rows. */
  enum Sort {
    URGENCY(BY_URGENCY),
    NAME(BY_NAME),
    CLIENT(Comparator.comparing(DashboardRow::client).thenComparing(BY_NAME)),
    /** The longest ago first, after those that were never scanned. */
    SCANNED(
        Comparator.comparing(
                DashboardRow::scannedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(BY_NAME));

    final Comparator<DashboardRow> order;

    Sort(Comparator<DashboardRow> order) {
      this.order = order;
    }
  }

  /**
   * @param status null where the account was never scanned, empty where the stored data cannot be
   *     read
   * @param failedAt when its last scan failed; null where it did not
   */
  static DashboardRow of(
      Account account,
      @Nullable Optional<AccountStatus> status,
      @Nullable Instant failedAt,
      boolean running) {
    AccountStatus known = status == null ? null : status.orElse(null);
    return new DashboardRow(
        account.id(),
        account.name(),
        account.client(),
        account.environment().id(),
        account.isSample(),
        !account.hasAwsAccess(),
        stateOf(status, known, failedAt),
        status != null && known == null,
        known == null ? FindingCounts.NONE : known.counts(),
        known == null ? null : known.mostUrgent(),
        known == null ? Integer.MAX_VALUE : known.order(),
        known == null ? null : known.scannedAt(),
        failedAt,
        known == null ? Map.of() : known.openRules(),
        running);
  }

  private static State stateOf(
      @Nullable Optional<AccountStatus> status,
      @Nullable AccountStatus known,
      @Nullable Instant failedAt) {
    if (failedAt != null || (known != null && known.unreadable())) {
      return State.FAILED;
    }
    if (known == null) {
      return status == null ? State.NEVER : State.FAILED;
    }
    return switch (known.readiness()) {
      case NOT_READY -> State.NOT_READY;
      case UNDETERMINED -> State.UNDETERMINED;
      case READY -> State.READY;
    };
  }
}
