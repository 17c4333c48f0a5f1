package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.AccountNetworkStore;
import io.todoku.archive.AddressHolders;
import io.todoku.archive.SnapshotStore;
import io.todoku.notify.Outbox;
import io.todoku.rule.AccountNetworks;
import io.todoku.snapshot.RecheckObservations;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a new snapshot in, from a scan or from a file: stores it, judges it and publishes what
 * changed.
 */
@Component
public class SnapshotIngestion {

  private final Accounts accounts;
  private final SnapshotStore snapshots;
  private final AccountNetworkStore networks;
  private final AccountHistory history;
  private final RecheckedSnapshots rechecked;
  private final ChangeNotices notices;
  private final Outbox outbox;

  public SnapshotIngestion(
      Accounts accounts,
      SnapshotStore snapshots,
      AccountNetworkStore networks,
      AccountHistory history,
      RecheckedSnapshots rechecked,
      ChangeNotices notices,
      Outbox outbox) {
    this.accounts = accounts;
    this.snapshots = snapshots;
    this.networks = networks;
    this.history = history;
    this.rechecked = rechecked;
    this.notices = notices;
    this.outbox = outbox;
  }

  /**
   * Lays what a recheck observed over the account's newest snapshot.
   *
   * @return the new snapshot
   */
  @Transactional
  public Snapshot ingestRecheck(UUID runId, Account account, RecheckObservations fresh) {
    accounts.lock(account.id());
    UUID base = snapshots.newestRun(account.id()).orElseThrow();
    AddressHolders holders = snapshots.addressHolders();
    Snapshot merged =
        rechecked.choose(
            snapshots.newestAsCollected(account.id()).orElseThrow(),
            runId.toString(),
            fresh,
            snapshot -> snapshots.withAttestations(account, snapshot, holders));
    snapshots.saveRecheck(runId, account, merged, base);
    record(runId, account, merged, merged.observedUntil());
    return merged;
  }

  /** Locks the account first, because a scan may end while a file of the same account arrives. */
  @Transactional
  public void ingest(UUID runId, Account account, Snapshot snapshot) {
    accounts.lock(account.id());
    snapshots.save(runId, account, snapshot);
    record(runId, account, snapshot, snapshot.finishedAt());
  }

  private void record(UUID runId, Account account, Snapshot snapshot, Instant at) {
    networks.replace(AccountNetworks.of(snapshot));
    List<FindingChange> changes =
        history.recordSnapshot(account, runId, snapshots.withAttestations(account, snapshot));
    outbox.publish(() -> notices.of(runId, account, at, changes));
  }
}
