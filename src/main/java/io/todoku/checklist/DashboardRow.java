package io.todoku.checklist;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.Checklist.Urgency;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account on the dashboard.
 *
 * @param readiness null where it was never scanned
 * @param openRules ids of the rules that leave something to do
 * @param first the most urgent thing, as a sentence; null where nothing is to be done
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
    @Nullable Instant scannedAt,
    List<String> openRules,
    boolean running) {

  /** Whose account it is, and which. */
  public String title() {
    return client.isEmpty() ? name : client + " · " + name;
  }

  /** Not ready first, then never scanned, undetermined, ready; most to fix first. */
  static final Comparator<DashboardRow> BY_URGENCY =
      Comparator.comparingInt(DashboardRow::rank)
          .thenComparing(row -> row.counts().toFix(), Comparator.reverseOrder())
          .thenComparing(DashboardRow::client)
          .thenComparing(DashboardRow::name);

  static DashboardRow of(
      Account account, @Nullable Checklist list, boolean running, Wording wording) {
    String environment = account.environment().id();
    if (list == null) {
      return new DashboardRow(
          account.id(),
          account.name(),
          account.client(),
          environment,
          account.sample(),
          account.access() instanceof Access.Recorded,
          null,
          Counts.NONE,
          null,
          null,
          List.of(),
          running);
    }
    return new DashboardRow(
        account.id(),
        account.name(),
        account.client(),
        environment,
        account.sample(),
        account.access() instanceof Access.Recorded,
        list.readiness(),
        Counts.of(list),
        first(list, wording),
        list.scan().finishedAt(),
        openRules(list),
        running);
  }

  /** The same row with another first thing to do. */
  DashboardRow saying(String sentence) {
    return new DashboardRow(
        id,
        name,
        client,
        environment,
        sample,
        recorded,
        readiness,
        counts,
        sentence,
        scannedAt,
        openRules,
        running);
  }

  private static @Nullable String first(Checklist list, Wording wording) {
    return list.items().stream()
        .filter(item -> item.urgency().compareTo(Urgency.WARNING) <= 0)
        .min(
            Comparator.comparing(Checklist.Item::urgency).thenComparing(item -> item.rule().turn()))
        .map(item -> wording.of(item.finding().summary()))
        .orElse(null);
  }

  private static List<String> openRules(Checklist list) {
    return list.items().stream()
        .filter(item -> item.urgency().compareTo(Urgency.ADVICE) <= 0)
        .map(item -> item.rule().id())
        .distinct()
        .toList();
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
