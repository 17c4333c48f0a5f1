package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.Waivers;
import io.todoku.scan.FirstSeen;
import io.todoku.scan.SnapshotStore;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The checklist of an account as it stands now: the newest snapshot, judged with people's word. */
@Component
public class Checklists {

  private final SnapshotStore snapshots;
  private final Waivers waivers;
  private final FirstSeen firstSeen;
  private final ChecklistMaker maker;

  Checklists(SnapshotStore snapshots, Waivers waivers, FirstSeen firstSeen, ChecklistMaker maker) {
    this.snapshots = snapshots;
    this.waivers = waivers;
    this.firstSeen = firstSeen;
    this.maker = maker;
  }

  /** Empty where the account was never scanned. */
  public Optional<Checklist> of(Account account) {
    return snapshots
        .current(account)
        .map(snapshot ->
            maker.make(
                snapshot,
                waivers.of(account.id()),
                firstSeen.of(account.id(), snapshot.finishedAt())));
  }
}
