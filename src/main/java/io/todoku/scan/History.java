package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.rule.Finding;
import io.todoku.rule.Judge;
import io.todoku.scan.ScanEntity.State;
import io.todoku.scan.Sight.Look;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What all scans of an account together tell. Snapshots and people's word are the truth; what is
 * derived from them here is derived anew, without asking AWS, when the rules have changed.
 */
@Component
public class History {

  private static final Logger log = LoggerFactory.getLogger(History.class);

  private final ScanRepository scans;
  private final SnapshotStore snapshots;
  private final KnownFindings known;
  private final AccountJudgements judgements;
  private final Accounts accounts;
  private final Judge judge;

  History(
      ScanRepository scans,
      SnapshotStore snapshots,
      KnownFindings known,
      AccountJudgements judgements,
      Accounts accounts,
      Judge judge) {
    this.scans = scans;
    this.snapshots = snapshots;
    this.known = known;
    this.judgements = judgements;
    this.accounts = accounts;
    this.judge = judge;
  }

  /**
   * A scan that ended well.
   *
   * @param outcome null for one of an older release
   */
  public record Entry(
      UUID run,
      Instant startedAt,
      Instant finishedAt,
      io.todoku.snapshot.@Nullable Outcome outcome) {}

  /** The scans whose snapshots are kept, newest first. */
  @Transactional(readOnly = true)
  public List<Entry> of(String accountId) {
    return scans.findByAccountIdAndStateOrderByStoredAtDesc(accountId, State.DONE).stream()
        .map(scan ->
            new Entry(
                scan.runId,
                scan.startedAt,
                scan.finishedAt == null ? scan.startedAt : scan.finishedAt,
                scan.outcome))
        .toList();
  }

  /** What earlier scans say of what is judged now. */
  @Transactional(readOnly = true)
  public Past past(Account account, Snapshot current) {
    return new Past(known.of(account.id()), current.finishedAt());
  }

  /**
   * What differs between two scans, each judged by today's rules and the word that people had given
   * by then.
   *
   * @return empty where one of the snapshots is not kept
   */
  @Transactional(readOnly = true)
  public Optional<List<Change>> changes(Account account, UUID from, UUID to) {
    Optional<Snapshot> one = snapshots.asOf(account, from);
    Optional<Snapshot> other = snapshots.asOf(account, to);
    return one.flatMap(before ->
        other.map(after ->
            Chronicle.NOTHING
                .next(judge.judge(before), before)
                .next(judge.judge(after), after)
                .changes()));
  }

  /**
   * How the account stood after each of its last scans, oldest first, by today's rules and the word
   * that people had given by then.
   *
   * @param most how many scans to look back at
   * @param waived what is left out of all of them
   */
  @Transactional(readOnly = true)
  public List<CoursePoint> course(Account account, int most, Predicate<Finding> waived) {
    return of(account.id()).stream()
        .limit(most)
        .flatMap(entry -> snapshots.asOf(account, entry.run()).stream())
        .map(
            seen -> CoursePoint.of(seen.finishedAt(), judge.judge(seen), judge.catalogue(), waived))
        .toList()
        .reversed();
  }

  /**
   * Notes what a new snapshot tells. What was known by other rules than today's is derived anew
   * before, as what new rules find has not changed.
   *
   * @param run that brought it home
   * @param snapshot with people's word
   * @return what has changed; empty for the first one
   */
  @Transactional
  List<Change> note(Account account, UUID run, Snapshot snapshot) {
    judgements.lock(account.id());
    Optional<AccountJudgement> before = judgements.findById(account.id());
    boolean first = before.isEmpty();
    if (before.filter(judgement -> !isOfToday(judgement)).isPresent()) {
      derive(account, entry -> !entry.run().equals(run));
    }
    Chronicle now =
        new Chronicle(known.of(account.id()), List.of()).next(judge.judge(snapshot), snapshot);
    known.keep(account.id(), now.states());
    if (first) {
      judgements.stamp(account.id(), judge.version());
    }
    return first ? List.of() : now.changes();
  }

  /** The accounts whose findings were derived by other rules than today's. */
  @Transactional(readOnly = true)
  public List<String> outdated() {
    return accounts.all().stream()
        .map(Account::id)
        .filter(id -> judgements.findById(id).filter(this::isOfToday).isEmpty())
        .toList();
  }

  private boolean isOfToday(AccountJudgement judgement) {
    return judgement.catalogue.equals(judge.version());
  }

  /** Derives what is known of an account anew from its snapshots, oldest first. */
  @Transactional
  public void deriveAnew(String accountId) {
    // one that was removed has nothing to derive
    judgements
        .lock(accountId)
        .flatMap(accounts::find)
        .ifPresent(account -> derive(account, entry -> true));
  }

  /** What none of the snapshots could look at stays hidden: the one that saw it is forgotten. */
  private void derive(Account account, Predicate<Entry> which) {
    Map<FindingKey, KnownState> older = known.of(account.id());
    Map<FindingKey, KnownState> unseen = new LinkedHashMap<>(older);
    unseen.values().removeIf(state -> !state.hidden() || !judge.knows(state.rule()));
    Chronicle chronicle = Chronicle.NOTHING;
    List<Entry> entries = of(account.id()).reversed().stream().filter(which).toList();
    for (Entry entry : entries) {
      Optional<Snapshot> found = snapshots.asOf(account, entry.run());
      if (found.isPresent()) {
        Snapshot snapshot = found.get();
        chronicle = chronicle.next(judge.judge(snapshot), snapshot);
        unseen.values().removeIf(state -> Sight.at(snapshot, state.resource()) != Look.HIDDEN);
      }
    }
    known.keep(account.id(), chronicle.since(older).and(unseen).states());
    judgements.stamp(account.id(), judge.version());
    if (!entries.isEmpty()) {
      log.info(
          "The findings of account {} were derived anew from {} snapshots",
          account.id(),
          entries.size());
    }
  }
}
