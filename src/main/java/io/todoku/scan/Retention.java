package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.scan.ScanEntity.State;
import io.todoku.snapshot.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets scans that are too old or too many, with their snapshots. What is known of findings, and
 * since when, stays.
 */
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final ScanRepository scans;
  private final Accounts accounts;
  private final HistorySettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Retention(
      ScanRepository scans,
      Accounts accounts,
      HistorySettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.scans = scans;
    this.accounts = accounts;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Account by account, each in a transaction of its own. */
  void forget() {
    for (Account account : accounts.all()) {
      transaction.executeWithoutResult(status -> forget(account.id()));
    }
  }

  private void forget(String accountId) {
    List<ScanEntity> ended =
        scans.findByAccountIdAndStateNotOrderByStoredAtDesc(accountId, State.RUNNING);
    Set<ScanEntity> kept = kept(ended);
    List<ScanEntity> gone = ended.stream().filter(scan -> !kept.contains(scan)).toList();
    gone.forEach(scan -> scans.forget(scan.runId, scan.accountId));
    if (!gone.isEmpty()) {
      log.info("Of account {}, {} scans were too old or too many", accountId, gone.size());
    }
  }

  /**
   * The newest, the newest with a snapshot and the newest complete one are kept whatever their age.
   *
   * @param ended newest first
   */
  private Set<ScanEntity> kept(List<ScanEntity> ended) {
    Set<ScanEntity> kept = new HashSet<>();
    Predicate<ScanEntity> told = scan -> scan.state == State.DONE;
    kept.addAll(youngest(ended, told));
    kept.addAll(youngest(ended, told.negate()));
    first(ended, scan -> true).ifPresent(kept::add);
    first(ended, told).ifPresent(kept::add);
    first(ended, told.and(scan -> scan.outcome == Outcome.COMPLETE)).ifPresent(kept::add);
    return kept;
  }

  private List<ScanEntity> youngest(List<ScanEntity> ended, Predicate<ScanEntity> which) {
    Instant oldest = clock.instant().minus(settings.keep());
    return ended.stream()
        .filter(which)
        .limit(settings.keepCount())
        .filter(scan -> !scan.storedAt.isBefore(oldest))
        .toList();
  }

  private static Optional<ScanEntity> first(List<ScanEntity> ended, Predicate<ScanEntity> which) {
    return ended.stream().filter(which).findFirst();
  }
}
