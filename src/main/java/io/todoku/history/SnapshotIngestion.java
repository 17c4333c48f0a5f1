package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.AccountNetworkStore;
import io.todoku.archive.AddressHolders;
import io.todoku.archive.SnapshotOrigins;
import io.todoku.archive.SnapshotStore;
import io.todoku.rule.AccountNetworks;
import io.todoku.snapshot.RecheckObservations;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Instant;
import java.util.Optional;
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
  private final AccountNews news;
  private final SnapshotOrigins origins;

  SnapshotIngestion(
      Accounts accounts,
      SnapshotStore snapshots,
      AccountNetworkStore networks,
      AccountHistory history,
      RecheckedSnapshots rechecked,
      AccountNews news,
      SnapshotOrigins origins) {
    this.accounts = accounts;
    this.snapshots = snapshots;
    this.networks = networks;
    this.history = history;
    this.rechecked = rechecked;
    this.news = news;
    this.origins = origins;
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
    origins.of(base, account.id()).ifPresent(origin -> origins.save(runId, account.id(), origin));
    record(runId, account, merged, merged.observedUntil());
    return merged;
  }

  /** Locks the account first, because a scan may end while a file of the same account arrives. */
  @Transactional
  public void ingest(UUID runId, Account account, Snapshot snapshot) {
    store(runId, account, snapshot, Optional.empty());
  }

  /** The same for a snapshot from a file. */
  @Transactional
  public void ingestImported(
      UUID runId, Account account, Snapshot snapshot, SnapshotOrigin origin) {
    store(runId, account, snapshot, Optional.of(origin));
  }

  private void store(
      UUID runId, Account account, Snapshot snapshot, Optional<SnapshotOrigin> imported) {
    accounts.lock(account.id());
    snapshots.save(runId, account, snapshot);
    imported.ifPresent(origin -> origins.save(runId, account.id(), origin));
    record(runId, account, snapshot, snapshot.finishedAt());
  }

  private void record(UUID runId, Account account, Snapshot snapshot, Instant at) {
    networks.replace(AccountNetworks.of(snapshot));
    news.record(
        runId,
        account,
        at,
        history.recordSnapshot(account, runId, snapshots.withAttestations(account, snapshot)));
  }
}
