package io.todoku.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanKey;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountHistory.FinishedScan;
import io.todoku.history.AccountTrends;
import io.todoku.history.FindingChange;
import io.todoku.history.FindingChange.ChangeKind;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.rule.Verdict;
import io.todoku.scan.RunView.ScanOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells what came out of a scan that has ended with a snapshot. */
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

  /** Compared with the scan before it. */
  ScanOutcome of(Account account, ScanEntity scan) {
    return outcomes.get(new ScanKey(scan.runId, scan.accountId), _ -> compare(account, scan));
  }

  private ScanOutcome compare(Account account, ScanEntity scan) {
    List<FinishedScan> newestFirst = history.finishedScans(account.id());
    Optional<List<FindingChange>> changes =
        newestFirst.stream()
            .dropWhile(finished -> !finished.run().equals(scan.runId))
            .skip(1)
            .findFirst()
            .flatMap(before -> history.changes(account, before.run(), scan.runId));
    List<FindingChange> known = changes.orElse(List.of());
    return new ScanOutcome(
        changes.isPresent(),
        known.stream().filter(change -> change.kind() == ChangeKind.FIXED).count(),
        known.stream().filter(ScanOutcomes::isNewFailure).count(),
        trends.of(scan.runId, account.id()).map(VerdictCounts::failed).orElse(0),
        Duration.between(
                scan.startedAt, Objects.requireNonNullElse(scan.finishedAt, scan.startedAt))
            .toSeconds());
  }

  private static boolean isNewFailure(FindingChange change) {
    return change.kind() != ChangeKind.FIXED && change.after() == Verdict.FAIL;
  }
}
