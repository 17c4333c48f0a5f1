package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.archive.SnapshotOrigins;
import io.todoku.archive.SnapshotStore;
import io.todoku.history.FindingState.LastKnown;
import io.todoku.history.Visibility.PlaceVisibility;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The history of an account's findings over all its scans. It is derived from the stored snapshots
 * and attestations, and derived again, without calling AWS, when the rules have changed.
 */
@Component
public class AccountHistory {

  private static final Logger log = LoggerFactory.getLogger(AccountHistory.class);

  /** How many scans are looked back at for the last known verdict of a finding. */
  private static final int MAX_EARLIER = 20;

  private final ScanRepository scans;
  private final SnapshotStore snapshots;
  private final FindingStateRepository findingStates;
  private final AccountJudgementRepository judgements;
  private final NotifiedFindings notifiedFindings;
  private final AccountTrends trends;
  private final Accounts accounts;
  private final RuleEngine judge;
  private final SnapshotOrigins origins;

  AccountHistory(
      ScanRepository scans,
      SnapshotStore snapshots,
      FindingStateRepository known,
      AccountJudgementRepository judgements,
      NotifiedFindings notifiedFindings,
      AccountTrends trends,
      Accounts accounts,
      RuleEngine judge,
      SnapshotOrigins origins) {
    this.origins = origins;
    this.scans = scans;
    this.snapshots = snapshots;
    this.findingStates = known;
    this.judgements = judgements;
    this.notifiedFindings = notifiedFindings;
    this.trends = trends;
    this.accounts = accounts;
    this.judge = judge;
  }

  /**
   * A scan that ended with a snapshot.
   *
   * @param outcome null for a scan stored by an older release
   * @param recheck whether it was limited to a part of the account
   * @param origin of an imported snapshot, or of the one that a recheck rests on; null where it was
   *     collected here
   */
  public record FinishedScan(
      UUID run,
      Instant startedAt,
      Instant finishedAt,
      @Nullable CollectionOutcome outcome,
      boolean recheck,
      @Nullable SnapshotOrigin origin) {}

  /**
   * The scan that one compares a run with: the whole scan before it or, of a recheck, before the
   * scan that it rests on; so that every page tells the same changes.
   */
  @Transactional(readOnly = true)
  public Optional<FinishedScan> comparedWith(String accountId, UUID run) {
    return finishedScans(accountId).stream()
        .dropWhile(scan -> !scan.run().equals(run))
        .filter(scan -> !scan.recheck())
        .skip(1)
        .findFirst();
  }

  /** The scans whose snapshots are kept, newest first. */
  @Transactional(readOnly = true)
  public List<FinishedScan> finishedScans(String accountId) {
    Map<UUID, SnapshotOrigin> imported = origins.ofAccount(accountId);
    return scans.findByAccountIdAndStateOrderByStoredAtDesc(accountId, ScanState.DONE).stream()
        .map(scan ->
            new FinishedScan(
                scan.runId,
                scan.startedAt,
                scan.finishedAt == null ? scan.startedAt : scan.finishedAt,
                scan.outcome,
                scan.recheckTarget != null,
                imported.get(scan.runId)))
        .toList();
  }

  /** The state of one finding; empty where no scan found it. */
  @Transactional(readOnly = true)
  public Optional<FindingState> findingState(String accountId, FindingKey key) {
    return findingStates
        .findById(new FindingStateEntity.FindingStateKey(accountId, key.rule(), key.resource()))
        .map(FindingStateEntity::toFindingState);
  }

  /** What earlier scans found, for the findings of a current snapshot. */
  @Transactional(readOnly = true)
  public EarlierFindings earlierFindings(Account account, Snapshot current) {
    return new EarlierFindings(findingStates.findStates(account.id()), current.observedUntil());
  }

  /**
   * The findings of a scan, judged by today's rules with the attestations recorded by then; empty
   * if its snapshot is no longer stored.
   */
  @Transactional(readOnly = true)
  public Optional<JudgedSnapshot> judged(Account account, UUID run) {
    return snapshots
        .judgedAtScanTime(account)
        .apply(run)
        .map(snapshot -> new JudgedSnapshot(snapshot, judge.judge(snapshot)));
  }

  /** A stored snapshot with its findings. */
  public record JudgedSnapshot(Snapshot snapshot, List<Finding> findings) {}

  /**
   * The changes between two scans, each judged by today's rules with the attestations recorded by
   * then.
   *
   * @return empty if one of the snapshots is no longer stored
   */
  @Transactional(readOnly = true)
  public Optional<List<FindingChange>> changes(Account account, UUID from, UUID to) {
    Function<UUID, Optional<Snapshot>> stored = snapshots.judgedAtScanTime(account);
    Optional<Snapshot> earlier = stored.apply(from);
    Optional<Snapshot> later = stored.apply(to);
    return earlier.flatMap(before ->
        later.map(after -> {
          List<Finding> found = judge.judge(after);
          FindingHistory until = FindingHistory.EMPTY.withSnapshot(judge.judge(before), before);
          return until
              .withLastKnown(lastKnown(account, from, until.becomeKnown(found), stored))
              .withSnapshot(found, after)
              .changes();
        }));
  }

  /**
   * The last known verdicts of findings that were unknown in a scan, by the scans before it. Few
   * scans have findings that become known, so that few snapshots are judged for this.
   */
  private Map<FindingKey, LastKnown> lastKnown(
      Account account,
      UUID run,
      Set<FindingKey> unknown,
      Function<UUID, Optional<Snapshot>> stored) {
    Map<FindingKey, LastKnown> known = new HashMap<>();
    List<FinishedScan> earlier =
        unknown.isEmpty()
            ? List.of()
            : finishedScans(account.id()).stream()
                .dropWhile(scan -> !scan.run().equals(run))
                .skip(1)
                .limit(MAX_EARLIER)
                .toList();
    for (FinishedScan scan : earlier) {
      if (known.size() < unknown.size()) {
        stored
            .apply(scan.run())
            .ifPresent(snapshot -> addKnown(snapshot, judge.judge(snapshot), unknown, known));
      }
    }
    return known;
  }

  private static void addKnown(
      Snapshot snapshot,
      List<Finding> findings,
      Set<FindingKey> wanted,
      Map<FindingKey, LastKnown> known) {
    for (Finding finding : findings) {
      FindingKey key = FindingKey.of(finding);
      if (finding.verdict() != Verdict.UNKNOWN && wanted.contains(key)) {
        known.putIfAbsent(key, new LastKnown(finding.verdict(), snapshot.observedUntil()));
      }
    }
  }

  /**
   * The verdict counts after each of the account's last scans, oldest first, by today's rules with
   * the attestations recorded by then; rechecks are no scans.
   *
   * @param limit the number of scans to look back at
   * @param waived findings to leave out of all scans
   */
  @Transactional(readOnly = true)
  public List<TrendPoint> trend(Account account, int limit, Predicate<Finding> waived) {
    Function<UUID, Optional<Snapshot>> stored = snapshots.judgedAtScanTime(account);
    return finishedScans(account.id()).stream()
        .filter(entry -> !entry.recheck())
        .limit(limit)
        .flatMap(entry -> stored.apply(entry.run()).stream())
        .map(snapshot ->
            TrendPoint.of(
                snapshot.observedUntil(), judge.judge(snapshot), judge.catalogue(), waived))
        .toList()
        .reversed();
  }

  /**
   * Records the findings of a new snapshot. A history derived by other rules than today's is
   * derived again first, so that findings of new rules are not taken for changes.
   *
   * @param run the run that collected it
   * @param snapshot with attestations
   * @return what is known of the account now
   */
  @Transactional
  CurrentFindings recordSnapshot(Account account, UUID run, Snapshot snapshot) {
    accounts.lock(account.id());
    Optional<AccountJudgement> before = judgements.findById(account.id());
    if (before.filter(judgement -> !isCurrent(judgement)).isPresent()) {
      recomputeFromSnapshots(account, entry -> !entry.run().equals(run));
    }
    List<Finding> findings = judge.judge(snapshot);
    FindingHistory now =
        new FindingHistory(findingStates.findStates(account.id()), List.of())
            .withSnapshot(findings, snapshot);
    findingStates.replaceStates(account.id(), now.states());
    trends.save(account.id(), run, snapshot.observedUntil(), now.states().values());
    if (before.isEmpty()) {
      judgements.saveCatalogue(account.id(), judge.catalogueVersion());
    }
    return CurrentFindings.of(
        account, snapshot, findings, now.states(), isCollectedHere(account, run));
  }

  /** What is known of the account now, where this is its newest run and its snapshot is stored. */
  @Transactional(readOnly = true)
  Optional<CurrentFindings> currentFindings(Account account, UUID run) {
    return judged(account, run)
        .map(judged ->
            CurrentFindings.of(
                account,
                judged.snapshot(),
                judged.findings(),
                findingStates.findStates(account.id()),
                isCollectedHere(account, run)));
  }

  private boolean isCollectedHere(Account account, UUID run) {
    return origins.of(run, account.id()).isEmpty();
  }

  /** The accounts whose history was derived by other rules than today's. */
  @Transactional(readOnly = true)
  public List<String> outdatedAccounts() {
    return accounts.all().stream()
        .map(Account::id)
        .filter(id -> judgements.findById(id).filter(this::isCurrent).isEmpty())
        .toList();
  }

  private boolean isCurrent(AccountJudgement judgement) {
    return judgement.catalogue.equals(judge.catalogueVersion());
  }

  /**
   * Derives the history of an account again from its snapshots, oldest first; does nothing for an
   * account that was removed.
   */
  @Transactional
  public void recompute(String accountId) {
    // an account that was removed has no history
    accounts
        .lock(accountId)
        .flatMap(accounts::find)
        .ifPresent(account -> recomputeFromSnapshots(account, entry -> true));
  }

  /**
   * A hidden finding stays hidden if none of the kept snapshots covers its place, because the
   * snapshot that found it has been deleted.
   */
  private void recomputeFromSnapshots(Account account, Predicate<FinishedScan> which) {
    Map<FindingKey, FindingState> older = findingStates.findStates(account.id());
    Map<FindingKey, FindingState> unseen = new LinkedHashMap<>(older);
    unseen.values().removeIf(state -> !state.hidden() || !judge.hasRule(state.rule()));
    FindingHistory chronicle = FindingHistory.EMPTY;
    List<FinishedScan> entries =
        finishedScans(account.id()).reversed().stream().filter(which).toList();
    Function<UUID, Optional<Snapshot>> stored = snapshots.judgedAtScanTime(account);
    for (FinishedScan entry : entries) {
      Optional<Snapshot> found = stored.apply(entry.run());
      if (found.isPresent()) {
        Snapshot snapshot = found.get();
        chronicle = chronicle.withSnapshot(judge.judge(snapshot), snapshot);
        trends.save(
            account.id(), entry.run(), snapshot.observedUntil(), chronicle.states().values());
        unseen
            .values()
            .removeIf(state -> Visibility.of(snapshot, state.resource()) != PlaceVisibility.HIDDEN);
      }
    }
    Map<FindingKey, FindingState> derived =
        chronicle.withEarlierTimes(older).withMissing(unseen).states();
    findingStates.replaceStates(account.id(), derived);
    notifiedFindings.rulesChanged(account.id(), older, derived);
    judgements.saveCatalogue(account.id(), judge.catalogueVersion());
    if (!entries.isEmpty()) {
      log.info(
          "The findings of account {} were derived anew from {} snapshots",
          account.id(),
          entries.size());
    }
  }
}
