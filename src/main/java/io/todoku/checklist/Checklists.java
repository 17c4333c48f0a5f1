package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.scan.Bases;
import io.todoku.scan.Basis;
import io.todoku.scan.Change;
import io.todoku.scan.History;
import io.todoku.scan.History.Entry;
import io.todoku.scan.SnapshotStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The checklist of an account as it stands now: the newest snapshot, judged with people's word. */
@Component
public class Checklists {

  private static final Logger log = LoggerFactory.getLogger(Checklists.class);

  /** Of findings and changes: some 40 MB of each. */
  private static final int MOST_FINDINGS = 20_000;

  private static final int MOST_ACCOUNTS = 10_000;

  /** What differs between the last two scans. */
  record Changed(Instant since, List<Change> changes) {}

  private final SnapshotStore snapshots;
  private final Bases bases;
  private final History history;
  private final ChecklistMaker maker;
  private final Remembered<Checklist> lists =
      new Remembered<>(MOST_FINDINGS, (_, list) -> 1 + list.items().size());
  private final Remembered<Standing> standings = new Remembered<>(MOST_ACCOUNTS, (_, _) -> 1);
  private final Remembered<Changed> changed =
      new Remembered<>(MOST_FINDINGS, (_, change) -> 1 + change.changes().size());

  Checklists(SnapshotStore snapshots, Bases bases, History history, ChecklistMaker maker) {
    this.snapshots = snapshots;
    this.bases = bases;
    this.history = history;
    this.maker = maker;
  }

  /** Empty where the account was never scanned. */
  public Optional<Checklist> of(Account account) {
    return basis(account).flatMap(basis -> of(account, basis));
  }

  private Optional<Checklist> of(Account account, Basis basis) {
    return lists.of(account.id(), basis, () -> make(account, basis));
  }

  private Optional<Checklist> make(Account account, Basis basis) {
    return snapshots
        .current(account)
        .map(snapshot -> maker.make(snapshot, basis.waivers(), history.past(account, snapshot)));
  }

  private Optional<Basis> basis(Account account) {
    return Optional.ofNullable(bases.of(List.of(account)).get(account.id()));
  }

  /**
   * Where the accounts stand; those that were never scanned are left out.
   *
   * @return by account; empty where what is stored of it cannot be read, which hides no other
   */
  Map<String, Optional<Standing>> standings(List<Account> accounts) {
    Map<String, Basis> all = bases.of(accounts);
    Map<String, Optional<Standing>> standing = new HashMap<>();
    for (Account account : accounts) {
      Basis basis = all.get(account.id());
      if (basis != null) {
        standing.put(account.id(), standing(account, basis));
      }
    }
    return standing;
  }

  private Optional<Standing> standing(Account account, Basis basis) {
    try {
      return standings.of(account.id(), basis, () -> of(account, basis).map(Standing::of));
    } catch (RuntimeException broken) {
      log.error("What is stored of account {} cannot be shown", account.id(), broken);
      return Optional.empty();
    }
  }

  /** Empty where there are no two scans to compare. */
  Optional<Changed> changed(Account account) {
    return basis(account)
        .flatMap(basis -> changed.of(account.id(), basis, () -> lastChanges(account)));
  }

  private Optional<Changed> lastChanges(Account account) {
    List<Entry> scanned = history.of(account.id());
    if (scanned.size() < 2) {
      return Optional.empty();
    }
    Entry last = scanned.get(1);
    List<Change> changes =
        history.changes(account, last.run(), scanned.getFirst().run()).orElse(List.of());
    return Optional.of(new Changed(last.finishedAt(), changes));
  }
}
