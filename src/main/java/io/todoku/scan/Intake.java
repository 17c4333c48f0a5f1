package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.notify.Outbox;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What happens with a new snapshot, from a scan or from a file: it is kept, judged, and told of.
 */
@Component
class Intake {

  private final AccountJudgements judgements;
  private final SnapshotStore snapshots;
  private final History history;
  private final ChangeNotices notices;
  private final Outbox outbox;

  Intake(
      AccountJudgements judgements,
      SnapshotStore snapshots,
      History history,
      ChangeNotices notices,
      Outbox outbox) {
    this.judgements = judgements;
    this.snapshots = snapshots;
    this.history = history;
    this.notices = notices;
    this.outbox = outbox;
  }

  /** The account is locked first: a scan may end while a file of its account is taken in. */
  @Transactional
  void keep(UUID runId, Account account, Snapshot snapshot) {
    judgements.lock(account.id());
    snapshots.keep(runId, account, snapshot);
    List<Change> changes =
        history.note(account, runId, snapshots.withPeoplesWord(account, snapshot));
    outbox.tell(() -> notices.of(runId, account, snapshot.finishedAt(), changes));
  }
}
