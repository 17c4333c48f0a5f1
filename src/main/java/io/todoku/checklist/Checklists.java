package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.Waivers;
import io.todoku.scan.History;
import io.todoku.scan.SnapshotStore;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The checklist of an account as it stands now: the newest snapshot, judged with people's word. */
@Component
public class Checklists {

  private final SnapshotStore snapshots;
  private final Waivers waivers;
  private final History history;
  private final ChecklistMaker maker;

  Checklists(SnapshotStore snapshots, Waivers waivers, History history, ChecklistMaker maker) {
    this.snapshots = snapshots;
    this.waivers = waivers;
    this.history = history;
    this.maker = maker;
  }

  /** Empty where the account was never scanned. */
  public Optional<Checklist> of(Account account) {
    return snapshots
        .current(account)
        .map(snapshot ->
            maker.make(snapshot, waivers.of(account.id()), history.past(account, snapshot)));
  }
}
