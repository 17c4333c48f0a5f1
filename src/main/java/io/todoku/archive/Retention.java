package io.todoku.archive;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.snapshot.CollectionOutcome;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes scans that are too old or too many, with their snapshots. The history of findings stays,
 * and so do scans that a report was made of, because the next report is compared with them.
 */
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final ScanRepository scans;
  private final Accounts accounts;
  private final ReportedScans reportedScans;
  private final RetentionSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Retention(
      ScanRepository scans,
      Accounts accounts,
      ReportedScans reportedScans,
      RetentionSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.scans = scans;
    this.accounts = accounts;
    this.reportedScans = reportedScans;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Deletes what has expired, account by account, each in its own transaction. */
  void deleteExpired() {
    for (Account account : accounts.all()) {
      transaction.executeWithoutResult(status -> deleteExpired(account.id()));
    }
  }

  private void deleteExpired(String accountId) {
    List<ScanEntity> ended =
        scans.findByAccountIdAndStateNotOrderByStoredAtDesc(accountId, ScanState.RUNNING);
    Set<ScanEntity> kept = scansToKeep(ended, reportedScans.of(accountId));
    List<ScanEntity> expired = ended.stream().filter(scan -> !kept.contains(scan)).toList();
    expired.forEach(scan -> scans.deleteScan(scan.runId, scan.accountId));
    if (!expired.isEmpty()) {
      log.info("Deleted expired scans of account {}: {}", accountId, expired.size());
    }
  }

  /**
   * Chooses the scans to keep. The newest scan, the newest with a snapshot, the newest complete one
   * and the last reported one are kept at any age; reported scans are kept in any number. Rechecks
   * are counted apart, so that they displace no scan.
   *
   * @param ended newest first
   * @param reported newest report first
   */
  private Set<ScanEntity> scansToKeep(List<ScanEntity> ended, List<UUID> reported) {
    Set<ScanEntity> kept = new HashSet<>();
    Predicate<ScanEntity> done = scan -> scan.state == ScanState.DONE;
    Predicate<ScanEntity> recheck = scan -> scan.recheckTarget != null;
    kept.addAll(newestWithinLimits(ended, done.and(recheck.negate())));
    kept.addAll(newestWithinLimits(ended, done.and(recheck)));
    kept.addAll(newestWithinLimits(ended, done.negate()));
    ended.stream()
        .filter(scan -> reported.contains(scan.runId))
        .filter(this::isWithinMaxAge)
        .forEach(kept::add);
    reported.stream()
        .findFirst()
        .flatMap(last -> first(ended, scan -> scan.runId.equals(last)))
        .ifPresent(kept::add);
    first(ended, scan -> true).ifPresent(kept::add);
    first(ended, done).ifPresent(kept::add);
    first(ended, done.and(recheck.negate())).ifPresent(kept::add);
    first(ended, done.and(scan -> scan.outcome == CollectionOutcome.COMPLETE)).ifPresent(kept::add);
    return kept;
  }

  private List<ScanEntity> newestWithinLimits(List<ScanEntity> ended, Predicate<ScanEntity> which) {
    return ended.stream()
        .filter(which)
        .limit(settings.keepCount())
        .filter(this::isWithinMaxAge)
        .toList();
  }

  private boolean isWithinMaxAge(ScanEntity scan) {
    return !scan.storedAt.isBefore(clock.instant().minus(settings.maxAge()));
  }

  private static Optional<ScanEntity> first(List<ScanEntity> ended, Predicate<ScanEntity> which) {
    return ended.stream().filter(which).findFirst();
  }
}
