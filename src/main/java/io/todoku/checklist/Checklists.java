package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.archive.AddressHolders;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.UnfinishedMoves.UnfinishedMove;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountHistory.FinishedScan;
import io.todoku.history.ChecklistInputs;
import io.todoku.history.ChecklistInputsReader;
import io.todoku.history.FindingChange;
import io.todoku.snapshot.CollectionOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Provides current checklists: the newest snapshot of an account, judged with the attestations in
 * force.
 */
@Component
public class Checklists {

  private static final Logger log = LoggerFactory.getLogger(Checklists.class);

  /** The most findings, and the most changes, that are cached: some 40 MB of each. */
  private static final int MAX_CACHED_FINDINGS = 20_000;

  /** How many of them one page over many accounts uses, so that they stay in the cache. */
  static final int MAX_SHOWN_WEIGHT = MAX_CACHED_FINDINGS * 3 / 4;

  private static final int MAX_CACHED_ACCOUNTS = 10_000;

  /** What differs between the last two scans. */
  record LatestChanges(Instant since, List<FindingChange> changes) {}

  private final SnapshotStore snapshots;
  private final ChecklistInputsReader bases;
  private final AccountHistory history;
  private final ChecklistMaker maker;
  private final UnfinishedMoves moves;
  private final ChecklistCache<Checklist> checklists =
      new ChecklistCache<>(MAX_CACHED_FINDINGS, (_, list) -> 1 + list.items().size());
  private final ChecklistCache<AccountStatus> statuses =
      new ChecklistCache<>(MAX_CACHED_ACCOUNTS, (_, _) -> 1);

  /** Parts of checklists: a page over many accounts needs a few findings of each. */
  private final ChecklistCache<Checklist> partial =
      new ChecklistCache<>(MAX_CACHED_FINDINGS, (_, list) -> weight(list));

  private final ChecklistCache<LatestChanges> latestChanges =
      new ChecklistCache<>(MAX_CACHED_FINDINGS, (_, change) -> 1 + change.changes().size());

  /** Inputs from which no checklist could be made, by account id, so that this is told once. */
  private final Map<String, ChecklistInputs> told = new ConcurrentHashMap<>();

  Checklists(
      SnapshotStore snapshots,
      ChecklistInputsReader bases,
      AccountHistory history,
      ChecklistMaker maker,
      UnfinishedMoves moves) {
    this.snapshots = snapshots;
    this.bases = bases;
    this.history = history;
    this.maker = maker;
    this.moves = moves;
  }

  /** Empty where the account was never scanned. */
  public Optional<Checklist> of(Account account) {
    return inputs(account)
        .flatMap(basis -> of(account, basis, snapshots::addressHolders))
        .map(list -> list.withMoves(moves.of(account.id())));
  }

  /**
   * The checklists of several accounts, one after the other. What concerns all of them, as the
   * runbooks, is read once.
   *
   * @param part what is kept of each
   * @return by the ids of the accounts, without those that were never scanned
   */
  public <T> Map<String, T> of(List<Account> accounts, Function<Checklist, T> part) {
    Map<String, ChecklistInputs> all = bases.of(accounts);
    Supplier<AddressHolders> holders = SingletonSupplier.of(snapshots::addressHolders);
    Map<String, List<UnfinishedMove>> unfinished = moves.byAccount();
    Map<String, T> found = new HashMap<>();
    for (Account account : accounts) {
      Optional.ofNullable(all.get(account.id()))
          .flatMap(basis -> of(account, basis, holders))
          .map(list -> list.withMoves(unfinished.getOrDefault(account.id(), List.of())))
          .ifPresent(list -> found.put(account.id(), part.apply(list)));
    }
    return found;
  }

  private Optional<Checklist> of(
      Account account, ChecklistInputs basis, Supplier<AddressHolders> holders) {
    return checklists
        .get(account.id(), basis, () -> make(account, basis, holders))
        .map(list -> list.withImported(!account.hasAwsAccess()));
  }

  private Optional<Checklist> make(
      Account account, ChecklistInputs basis, Supplier<AddressHolders> holders) {
    return snapshots
        .newestWithAttestations(account, holders)
        .map(snapshot ->
            maker
                .make(snapshot, basis.waivers(), history.earlierFindings(account, snapshot))
                .withOrigin(basis.origin()));
  }

  private Optional<ChecklistInputs> inputs(Account account) {
    return Optional.ofNullable(bases.of(List.of(account)).get(account.id()));
  }

  /**
   * The status of each account; those that were never scanned are left out.
   *
   * @return statuses by account id; empty for an account whose stored data cannot be read, so that
   *     the others are still shown
   */
  Map<String, Optional<AccountStatus>> statuses(List<Account> accounts) {
    return statuses(accounts, () -> true);
  }

  /**
   * The same of the first accounts.
   *
   * @param wanted asked before each account; false ends it
   */
  Map<String, Optional<AccountStatus>> statuses(List<Account> accounts, BooleanSupplier wanted) {
    Map<String, ChecklistInputs> all = bases.of(accounts);
    Supplier<AddressHolders> holders = SingletonSupplier.of(snapshots::addressHolders);
    Map<String, Optional<AccountStatus>> standing = new HashMap<>();
    for (Account account : accounts) {
      ChecklistInputs basis = all.get(account.id());
      if (!wanted.getAsBoolean()) {
        return standing;
      }
      if (basis != null) {
        standing.put(account.id(), status(account, basis, holders));
      }
    }
    return standing;
  }

  /**
   * Parts of the checklists of accounts, as many as are cached together: a page that needs more
   * would displace its own parts, and judge all accounts anew each time.
   *
   * @param lists in the order of the accounts
   * @param leftOut how many more accounts there are
   */
  record PartialChecklists(Map<Account, Checklist> lists, int leftOut) {}

  /**
   * The open findings of a rule, as a checklist without anything else, of each account that has
   * any, in the same order. Accounts that were never scanned, and those whose stored data cannot be
   * read, are left out and not counted.
   */
  PartialChecklists withOpen(String rule, List<Account> accounts) {
    return parts(
        accounts,
        "rule " + rule,
        status -> status.openRules().containsKey(rule),
        list -> list.onlyOpen(rule));
  }

  /** The same of a cause. */
  PartialChecklists withCause(String cause, List<Account> accounts) {
    return parts(
        accounts,
        "cause " + cause,
        status -> status.causes().contains(cause),
        list -> list.onlyCause(cause));
  }

  private PartialChecklists parts(
      List<Account> accounts,
      String name,
      Predicate<AccountStatus> wanted,
      UnaryOperator<Checklist> part) {
    Map<String, ChecklistInputs> all = bases.of(accounts);
    Supplier<AddressHolders> holders = SingletonSupplier.of(snapshots::addressHolders);
    Map<String, List<UnfinishedMove>> unfinished = moves.byAccount();
    Map<Account, Checklist> found = new LinkedHashMap<>();
    int weight = 0;
    int leftOut = 0;
    for (Account account : accounts) {
      ChecklistInputs basis = all.get(account.id());
      if (basis == null || status(account, basis, holders).filter(wanted).isEmpty()) {
        continue;
      }
      if (weight >= MAX_SHOWN_WEIGHT) {
        leftOut++;
        continue;
      }
      Optional<Checklist> list =
          partial
              .get(
                  account.id() + " " + name,
                  basis,
                  () -> of(account, basis, holders).map(part::apply))
              .map(made -> made.withMoves(unfinished.getOrDefault(account.id(), List.of())))
              .map(made -> made.withImported(!account.hasAwsAccess()));
      list.ifPresent(made -> found.put(account, made));
      weight += list.map(Checklists::weight).orElse(0);
    }
    return new PartialChecklists(found, leftOut);
  }

  /** By its findings; those that a cause hides are in it twice. */
  private static int weight(Checklist list) {
    return 1
        + list.items().size()
        + list.causes().stream().mapToInt(cause -> cause.items().size()).sum();
  }

  private Optional<AccountStatus> status(
      Account account, ChecklistInputs basis, Supplier<AddressHolders> holders) {
    try {
      return statuses.get(
          account.id(), basis, () -> of(account, basis, holders).map(AccountStatus::of));
    } catch (RuntimeException broken) {
      if (!basis.equals(told.put(account.id(), basis))) { // statuses are made every minute
        log.error("Could not read what is stored of account {}", account.id(), broken);
      }
      return Optional.empty();
    }
  }

  /** When the last scan ended that could read the account; empty where none could. */
  Optional<Instant> lastRead(Account account) {
    return history.finishedScans(account.id()).stream()
        .filter(scan -> !scan.recheck() && scan.outcome() != CollectionOutcome.FAILED)
        .map(FinishedScan::finishedAt)
        .findFirst();
  }

  /** Empty where there are no two scans to compare. */
  Optional<LatestChanges> latestChanges(Account account) {
    return inputs(account)
        .flatMap(
            basis -> latestChanges.get(account.id(), basis, () -> computeLatestChanges(account)));
  }

  private Optional<LatestChanges> computeLatestChanges(Account account) {
    return history.finishedScans(account.id()).stream()
        .findFirst()
        .flatMap(newest ->
            history
                .comparedWith(account.id(), newest.run())
                .map(before ->
                    new LatestChanges(
                        before.finishedAt(),
                        history.changes(account, before.run(), newest.run()).orElse(List.of()))));
  }
}
