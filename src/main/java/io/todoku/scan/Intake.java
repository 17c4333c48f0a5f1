package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.snapshot.Snapshot;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What happens with a new snapshot, from a scan or from a file: it is kept, and judged. */
@Component
class Intake {

  private final SnapshotStore snapshots;
  private final History history;

  Intake(SnapshotStore snapshots, History history) {
    this.snapshots = snapshots;
    this.history = history;
  }

  @Transactional
  void keep(UUID runId, Account account, Snapshot snapshot) {
    snapshots.keep(runId, account, snapshot);
    history.note(account, snapshots.withPeoplesWord(account, snapshot));
  }
}
