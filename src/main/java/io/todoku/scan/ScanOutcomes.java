package io.todoku.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanKey;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountTrends;
import io.todoku.history.FindingChange;
import io.todoku.history.FindingChange.ChangeKind;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.rule.Verdict;
import io.todoku.scan.RunView.ScanOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Tells what came out of the scans of a run that have ended with a snapshot. */
@Component
class ScanOutcomes {

  private final AccountHistory history;
  private final AccountTrends trends;
  private final Cache<ScanKey, ScanOutcome> outcomes =
      Caffeine.newBuilder().maximumSize(2_000).build();

  ScanOutcomes(AccountHistory history, AccountTrends trends) {
    this.history = history;
    this.trends = trends;
  }

  /**
   * Each is compared with the scan before it, unless the run has many accounts: two snapshots are
   * read and judged for each.
   *
   * @param parts all scans of the run
   * @param accounts by id; those that are missing are left out
   * @return by account id, without those whose counts are not stored (yet)
   */
  Map<String, ScanOutcome> of(UUID run, List<ScanEntity> parts, Map<String, Account> accounts) {
    boolean compared = parts.size() <= RunView.MAX_COMPARED;
    Supplier<Map<String, VerdictCounts>> counts = SingletonSupplier.of(() -> trends.of(run));
    Map<String, ScanOutcome> known = new HashMap<>();
    for (ScanEntity scan : parts) {
      Account account = accounts.get(scan.accountId);
      if (account != null && scan.state == ScanState.DONE) {
        ScanKey key = new ScanKey(run, scan.accountId);
        ScanOutcome outcome = outcomes.getIfPresent(key);
        if (outcome == null) {
          outcome =
              outcome(
                  scan,
                  counts.get().get(scan.accountId),
                  () -> compared ? changes(account, run) : Optional.empty());
        }
        if (outcome != null) {
          outcomes.put(key, outcome);
          known.put(scan.accountId, outcome);
        }
      }
    }
    return known;
  }

  /** Empty where there was no scan before, or its snapshot is not kept. */
  private Optional<List<FindingChange>> changes(Account account, UUID run) {
    return history
        .comparedWith(account.id(), run)
        .flatMap(before -> history.changes(account, before.run(), run));
  }

  /** Null without counts, so that nobody is told that nothing is to fix. */
  private static @Nullable ScanOutcome outcome(
      ScanEntity scan,
      @Nullable VerdictCounts counts,
      Supplier<Optional<List<FindingChange>>> comparison) {
    if (counts == null) {
      return null;
    }
    Optional<List<FindingChange>> changes = comparison.get();
    List<FindingChange> known = changes.orElse(List.of());
    return new ScanOutcome(
        changes.isPresent(),
        known.stream().filter(change -> change.kind() == ChangeKind.FIXED).count(),
        known.stream().filter(ScanOutcomes::isNewFailure).count(),
        known.stream().filter(change -> change.kind() == ChangeKind.NO_LONGER_KNOWN).count(),
        counts.failed(),
        counts.unknown(),
        Duration.between(
                scan.startedAt, Objects.requireNonNullElse(scan.finishedAt, scan.startedAt))
            .toSeconds());
  }

  private static boolean isNewFailure(FindingChange change) {
    return (change.kind() == ChangeKind.APPEARED || change.kind() == ChangeKind.CHANGED)
        && change.after() == Verdict.FAIL;
  }
}
