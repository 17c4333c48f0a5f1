package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.archive.SnapshotStore;
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
public class SnapshotIngestion {

  private final AccountJudgementRepository judgements;
  private final SnapshotStore snapshots;
  private final AccountHistory history;
  private final ChangeNotices notices;
  private final Outbox outbox;

  public SnapshotIngestion(
      AccountJudgementRepository judgements,
      SnapshotStore snapshots,
      AccountHistory history,
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
  public void ingest(UUID runId, Account account, Snapshot snapshot) {
    judgements.lockAccount(account.id());
    snapshots.save(runId, account, snapshot);
    List<FindingChange> changes =
        history.recordSnapshot(account, runId, snapshots.withAttestations(account, snapshot));
    outbox.publish(() -> notices.of(runId, account, snapshot.finishedAt(), changes));
  }
}
