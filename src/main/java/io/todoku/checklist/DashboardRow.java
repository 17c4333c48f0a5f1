package io.todoku.checklist;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.checklist.Checklist.Readiness;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account on the dashboard.
 *
 * @param readiness null where it was never scanned
 * @param openRules ids of the rules that leave something to do
 * @param first the most urgent thing, as a sentence; null where nothing is to be done
 * @param turn of that thing, the smaller the earlier
 */
record DashboardRow(
    String id,
    String name,
    String client,
    String environment,
    boolean sample,
    boolean recorded,
    @Nullable Readiness readiness,
    Counts counts,
    @Nullable String first,
    int turn,
    @Nullable Instant scannedAt,
    List<String> openRules,
    boolean running) {

  /** Whose account it is, and which. */
  public String title() {
    return client.isEmpty() ? name : client + " · " + name;
  }

  /**
   * Not ready first, then never scanned, undetermined, ready; among these what harms most, then
   * most to fix.
   */
  static final Comparator<DashboardRow> BY_URGENCY =
      Comparator.comparingInt(DashboardRow::rank)
          .thenComparingInt(DashboardRow::turn)
          .thenComparing(row -> row.counts().toFix(), Comparator.reverseOrder())
          .thenComparing(DashboardRow::client)
          .thenComparing(DashboardRow::name);

  /**
   * @param standing null where it was never scanned, empty where what is stored cannot be read
   */
  static DashboardRow of(
      Account account, @Nullable Optional<Standing> standing, boolean running, Wording wording) {
    Standing known = standing == null ? null : standing.orElse(null);
    return new DashboardRow(
        account.id(),
        account.name(),
        account.client(),
        account.environment().id(),
        account.sample(),
        account.access() instanceof Access.Recorded,
        known == null ? null : known.readiness(),
        known == null ? Counts.NONE : known.counts(),
        first(standing, wording),
        known == null ? Integer.MAX_VALUE : known.turn(),
        known == null ? null : known.scannedAt(),
        known == null ? List.of() : known.openRules(),
        running);
  }

  private static @Nullable String first(@Nullable Optional<Standing> standing, Wording wording) {
    if (standing == null) {
      return null;
    }
    Standing known = standing.orElse(null);
    if (known == null) {
      return wording.of("dashboard.unreadable");
    }
    return known.first() == null ? null : wording.of(known.first());
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
