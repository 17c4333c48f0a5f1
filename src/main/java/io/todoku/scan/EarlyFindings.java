package io.todoku.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.todoku.account.Account;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanKey;
import io.todoku.archive.SnapshotStore;
import io.todoku.collect.AccountCollector;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.UnfinishedJudgement;
import io.todoku.rule.Verdict;
import io.todoku.scan.cell.CellEntity;
import io.todoku.scan.cell.CellStore;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Judges what running scans have collected so far. Any node can, because cells are stored. It is
 * done only where somebody looks, once in a while and for a limited part of the time, however many
 * accounts are scanned and however many people look.
 */
@Component
class EarlyFindings {

  private static final Logger log = LoggerFactory.getLogger(EarlyFindings.class);

  /** The pause between two judgements of the scan of an account. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

  /** How much of each period is spent on judging. */
  private static final long BUDGET_NANOS = Duration.ofMillis(250).toNanos();

  /**
   * A judgement.
   *
   * @param cells how many cells were done
   */
  private record EarlyJudgement(FindingsSoFar findings, int cells, long atNanos) {}

  private final CellStore store;
  private final SnapshotStore snapshots;
  private final RuleEngine rules;
  private final Waivers waivers;
  private final Clock clock;
  private final Cache<ScanKey, EarlyJudgement> judged =
      Caffeine.newBuilder().maximumSize(2_000).build();

  private final ReentrantLock judging = new ReentrantLock();
  private long periodBegan = System.nanoTime();
  private long spentNanos;

  EarlyFindings(
      CellStore store, SnapshotStore snapshots, RuleEngine rules, Waivers waivers, Clock clock) {
    this.store = store;
    this.snapshots = snapshots;
    this.rules = rules;
    this.waivers = waivers;
    this.clock = clock;
  }

  /**
   * What is certain of an account; once its scan has ended, what was certain last.
   *
   * @return null where nothing was judged yet
   */
  @Nullable FindingsSoFar of(ScanEntity scan, Account account, List<CellEntity> cells) {
    ScanKey key = new ScanKey(scan.runId, scan.accountId);
    EarlyJudgement last = judged.getIfPresent(key);
    int done = (int) cells.stream().filter(CellEntity::isDone).count();
    if (scan.state == ScanEntity.ScanState.RUNNING
        && scan.recheckTarget == null
        && done > 0
        && isDue(last, done)
        && judging.tryLock()) {
      try {
        if (hasTimeLeft()) {
          last = judge(scan, account, done, last);
          judged.put(key, last);
        }
      } finally {
        judging.unlock();
      }
    }
    return last == null ? null : last.findings();
  }

  private static boolean isDue(@Nullable EarlyJudgement last, int done) {
    return last == null
        || (last.cells() != done && System.nanoTime() - last.atNanos() > PAUSE_NANOS);
  }

  private boolean hasTimeLeft() {
    long now = System.nanoTime();
    if (now - periodBegan > PERIOD_NANOS) {
      periodBegan = now;
      spentNanos = 0;
    }
    return spentNanos < BUDGET_NANOS;
  }

  private EarlyJudgement judge(
      ScanEntity scan, Account account, int done, @Nullable EarlyJudgement last) {
    FindingsSoFar before = last == null ? FindingsSoFar.NONE : last.findings();
    long began = System.nanoTime();
    FindingsSoFar now = before;
    try {
      now =
          store
              .partsSoFar(scan.runId, scan.accountId)
              .flatMap(parts ->
                  AccountCollector.unfinishedSnapshot(
                      scan.runId.toString(), account, scan.startedAt, clock.instant(), parts))
              .map(unfinished -> judge(account, unfinished).inOrderOf(before))
              .orElse(before);
    } catch (RuntimeException e) {
      log.debug("What is known of account {} so far cannot be judged now", account.id(), e);
    }
    long end = System.nanoTime();
    spentNanos += end - began;
    return new EarlyJudgement(now, done, end);
  }

  private FindingsSoFar judge(Account account, Snapshot unfinished) {
    Snapshot snapshot = snapshots.withAttestations(account, unfinished);
    UnfinishedJudgement judgement = rules.judgeUnfinished(snapshot);
    LocalDate today = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC);
    List<Waiver> inForce =
        waivers.of(account.id()).stream().filter(waiver -> waiver.isInForce(today)).toList();
    Set<String> required =
        rules.catalogue().stream()
            .filter(rule -> rule.level() == Level.REQUIRED)
            .map(RuleInfo::id)
            .collect(Collectors.toSet());
    List<Finding> toDo =
        judgement.certain().stream()
            .filter(finding -> finding.verdict() != Verdict.PASS && !isWaived(finding, inForce))
            .sorted(Comparator.comparing(finding -> !isToFix(finding, required)))
            .toList();
    int toFix = (int) toDo.stream().filter(finding -> isToFix(finding, required)).count();
    return new FindingsSoFar(
        toFix,
        toDo.size() - toFix,
        (int) judgement.certain().stream().filter(f -> f.verdict() == Verdict.PASS).count(),
        judgement.open(),
        toDo);
  }

  private static boolean isToFix(Finding finding, Set<String> required) {
    return finding.verdict() == Verdict.FAIL && required.contains(finding.rule());
  }

  private static boolean isWaived(Finding finding, List<Waiver> inForce) {
    return inForce.stream()
        .anyMatch(waiver ->
            waiver.rule().equals(finding.rule()) && finding.resource().matches(waiver.resource()));
  }
}
