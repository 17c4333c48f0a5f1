package io.todoku.archive;

import io.todoku.account.Account;
import io.todoku.account.Attestations;
import io.todoku.account.RegionExclusions;
import io.todoku.account.RoleOverrides;
import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.UnusableRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** Stores snapshots and reads them with the attestations that count. */
@Component
public class SnapshotStore {

  private static final Logger log = LoggerFactory.getLogger(SnapshotStore.class);
  private static final int MAX_REPORTED = 1000;

  private final ScanRepository scans;
  private final PieceTable pieces;
  private final Attestations attestations;
  private final RoleOverrides roles;
  private final RegionExclusions exclusions;
  private final HeldAddressRepository heldAddresses;
  private final AccountNetworkStore networks;
  private final Clock clock;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  SnapshotStore(
      ScanRepository scans,
      JdbcClient database,
      Attestations attestations,
      RoleOverrides roles,
      RegionExclusions exclusions,
      HeldAddressRepository held,
      AccountNetworkStore networks,
      Clock clock) {
    this.scans = scans;
    this.pieces = new PieceTable(database, "snapshot_piece", "run_id", "account_id");
    this.attestations = attestations;
    this.roles = roles;
    this.exclusions = exclusions;
    this.heldAddresses = held;
    this.networks = networks;
    this.clock = clock;
  }

  /** The account's newest snapshot as it was collected; empty if it was never scanned. */
  public Optional<Snapshot> newestAsCollected(String accountId) {
    return scans
        .findFirstByAccountIdAndStateOrderByStoredAtDesc(accountId, ScanEntity.ScanState.DONE)
        .flatMap(entity -> read(entity.runId, accountId));
  }

  /** The run of the newest snapshot. */
  public Optional<UUID> newestRun(String accountId) {
    return scans
        .findFirstByAccountIdAndStateOrderByStoredAtDesc(accountId, ScanEntity.ScanState.DONE)
        .map(entity -> entity.runId);
  }

  private Optional<Snapshot> read(UUID runId, String accountId) {
    return pieces
        .read(runId, accountId)
        .map(SnapshotFile::read)
        .map(stored ->
            UnusableRecords.hide(stored, record -> reportUnusable(accountId + " " + record)));
  }

  /** Logs each record once, because pages read the same snapshot again and again. */
  private void reportUnusable(String record) {
    if (reported.size() < MAX_REPORTED && reported.add(record)) {
      log.warn(
          "A stored answer of DNS counts as unknown, because it is none of its type: {}", record);
    }
  }

  /**
   * Reads snapshots of an account by their run, each with the attestations recorded by then, to be
   * judged as of then. What is the same for all of them is read once, with the first.
   */
  public Function<UUID, Optional<Snapshot>> judgedAtScanTime(Account account) {
    Supplier<AccountFacts> facts = SingletonSupplier.of(() -> factsOf(account, addressHolders()));
    Supplier<List<Attestation>> recorded =
        SingletonSupplier.of(() -> attestations.of(account.id()));
    return runId ->
        read(runId, account.id())
            .map(snapshot ->
                snapshot.judgedAt(
                    snapshot.observedUntil(),
                    facts.get(),
                    withOwn(recorded.get(), snapshot)
                        .filter(a -> !a.recordedAt().isAfter(snapshot.observedUntil()))
                        .toList()));
  }

  /** What the rules need to know of the account, with what all accounts hold and have held. */
  private AccountFacts factsOf(Account account, AddressHolders holders) {
    return account
        .toFacts(roles.of(account.id()))
        .withExcludedRegions(exclusions.of(account.id()))
        .withAddressesOfOtherAccounts(holders.ofOthers(account.id()))
        .withAddressesHeldBefore(holders.released())
        .withNetworksOfOtherAccounts(networks.ofOthers(account.id()));
  }

  /** The attestations recorded here, and those that came with the snapshot. */
  private static Stream<Attestation> withOwn(List<Attestation> recorded, Snapshot snapshot) {
    Map<String, Attestation> inForce = new LinkedHashMap<>();
    recorded.forEach(a -> inForce.put(a.id(), a));
    snapshot.attestations().forEach(a -> inForce.putIfAbsent(a.id(), a));
    return inForce.values().stream();
  }

  /** The newest snapshot with all attestations, to be judged now. */
  public Optional<Snapshot> newestWithAttestations(Account account) {
    return newestWithAttestations(account, this::addressHolders);
  }

  /**
   * The same for one of many accounts.
   *
   * @param holders asked only where there is a snapshot
   */
  public Optional<Snapshot> newestWithAttestations(
      Account account, Supplier<AddressHolders> holders) {
    return newestAsCollected(account.id())
        .map(snapshot -> withAttestations(account, snapshot, holders.get()));
  }

  /** What all accounts hold and have held at the moment. */
  public AddressHolders addressHolders() {
    return AddressHolders.of(heldAddresses.findAllViews());
  }

  /**
   * Adds the attestations recorded here to those that came with the file. The sample is judged as
   * of its recording or its last attestation, so that its verdicts are the same in any year.
   */
  public Snapshot withAttestations(Account account, Snapshot snapshot) {
    return withAttestations(account, snapshot, addressHolders());
  }

  /**
   * The same for one of several snapshots.
   *
   * @param holders what all accounts hold and have held
   */
  public Snapshot withAttestations(Account account, Snapshot snapshot, AddressHolders holders) {
    List<Attestation> inForce = withOwn(attestations.of(account.id()), snapshot).toList();
    Instant recording =
        inForce.stream()
            .map(Attestation::recordedAt)
            .filter(at -> at.isAfter(snapshot.finishedAt()))
            .max(Comparator.naturalOrder())
            .orElse(snapshot.finishedAt());
    return snapshot.judgedAt(
        account.isSample() ? recording : clock.instant(), factsOf(account, holders), inForce);
  }

  @Transactional
  public void save(UUID runId, Account account, Snapshot snapshot) {
    ScanEntity entity = new ScanEntity();
    entity.runId = runId;
    entity.accountId = account.id();
    entity.startedAt = snapshot.startedAt();
    entity.finishedAt = snapshot.finishedAt();
    save(entity, account, snapshot);
  }

  /**
   * Stores the snapshot of a recheck.
   *
   * @param base the scan whose snapshot it builds upon
   */
  @Transactional
  public void saveRecheck(UUID runId, Account account, Snapshot snapshot, UUID base) {
    ScanEntity entity = scans.findById(new ScanEntity.ScanKey(runId, account.id())).orElseThrow();
    entity.finishedAt = snapshot.observedUntil();
    entity.recheckBase = base;
    save(entity, account, snapshot);
  }

  private void save(ScanEntity entity, Account account, Snapshot snapshot) {
    entity.storedAt = clock.instant();
    entity.state = ScanEntity.ScanState.DONE;
    entity.outcome = snapshot.outcome();
    scans.saveAndFlush(entity);
    pieces.save(SnapshotFile.writeCompact(snapshot), entity.runId, account.id());
    heldAddresses.replaceAddresses(
        account.id(),
        AccountAddresses.of(snapshot),
        AccountAddresses.incompleteReason(snapshot) == null,
        clock.instant());
  }
}
