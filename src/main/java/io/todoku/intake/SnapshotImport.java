package io.todoku.intake;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.history.SnapshotIngestion;
import io.todoku.identity.ClientScope;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFault;
import io.todoku.snapshot.SnapshotFormatException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

/** Imports a snapshot that was collected elsewhere. */
@Component
public class SnapshotImport {

  /** The difference allowed between the clocks of the collector and this node. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Larger, because a collector's clock may have been corrected while it collected. */
  private static final Duration START_TOLERANCE = Duration.ofDays(1);

  private final Accounts accounts;
  private final SnapshotIngestion ingestion;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ReentrantLock importLock = new ReentrantLock();

  SnapshotImport(
      Accounts accounts,
      SnapshotIngestion ingestion,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.ingestion = ingestion;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Stores the snapshot for its account, which is added without AWS access if it is new.
   *
   * @param scope the clients whose accounts the sender may see
   * @throws SnapshotFormatException if its times lie in the future
   * @throws ForeignSnapshotException if its account is of another client
   */
  public Account importSnapshot(Snapshot snapshot, ClientScope scope) {
    return importSnapshot(snapshot, scope, false);
  }

  /**
   * Imports one file at a time, because two files may both be the first of an account: on this node
   * by a lock, which takes no connection, and across nodes by the cluster lock. No transaction may
   * be open, because it might not see what the import before stored.
   */
  Account importSnapshot(Snapshot snapshot, ClientScope scope, boolean sample) {
    check("startedAt", snapshot.startedAt(), START_TOLERANCE);
    check("finishedAt", snapshot.finishedAt(), TOLERANCE);
    check("recheck.finishedAt", snapshot.observedUntil(), TOLERANCE);
    Assert.state(
        !TransactionSynchronizationManager.isActualTransactionActive(),
        "a transaction is open already");
    importLock.lock();
    try {
      return Objects.requireNonNull(transaction.execute(status -> store(snapshot, scope, sample)));
    } finally {
      importLock.unlock();
    }
  }

  private void check(String field, Instant at, Duration tolerance) {
    if (at.isAfter(clock.instant().plus(tolerance))) {
      throw new SnapshotFormatException(SnapshotFault.FUTURE, "snapshot." + field, at.toString());
    }
  }

  private Account store(Snapshot snapshot, ClientScope scope, boolean sample) {
    accounts.acquireClusterLock();
    Account described = toAccount(snapshot.account(), sample);
    Optional<Account> known = accounts.find(described.id());
    if (!scope.includes(known.orElse(described).client())) {
      throw new ForeignSnapshotException();
    }
    Account account =
        known.orElseGet(() -> {
          accounts.save(described);
          return described;
        });
    ingestion.ingest(UUID.randomUUID(), account, snapshot);
    return account;
  }

  /** The account that the file describes, checked like one that is entered in the form. */
  private static Account toAccount(AccountFacts facts, boolean sample) {
    try {
      return new Account(
          facts.id(),
          facts.name(),
          facts.client(),
          facts.environment(),
          new Access.SnapshotsOnly(sample),
          List.of(),
          facts.mailDomains());
    } catch (InvalidInputException wrong) {
      throw new SnapshotFormatException(SnapshotFault.ACCOUNT, "snapshot.account", wrong);
    }
  }
}
