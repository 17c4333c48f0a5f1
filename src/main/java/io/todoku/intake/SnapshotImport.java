package io.todoku.intake;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.history.SnapshotIngestion;
import io.todoku.identity.ClientScope;
import io.todoku.intake.UnconfirmedImportException.ImportConcern;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFault;
import io.todoku.snapshot.SnapshotFormatException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
   * @param confirmed whether the sender knows what it replaces
   * @throws SnapshotFormatException if its times lie in the future
   * @throws ForeignSnapshotException if its account is of another client
   * @throws UnconfirmedImportException if it replaces what Todoku collected, or is said to be of
   *     another client than its account, and is not confirmed
   */
  Account importSnapshot(ReceivedSnapshot received, ClientScope scope, boolean confirmed) {
    return importAlone(received.snapshot(), () -> store(received, scope, confirmed));
  }

  /** Adds a recorded account of the sample. */
  Account importSample(Snapshot snapshot) {
    return importAlone(
        snapshot,
        () -> {
          Account account = findOrAdd(toAccount(snapshot.account(), true));
          ingestion.ingest(UUID.randomUUID(), account, snapshot);
          return account;
        });
  }

  /**
   * Imports one file at a time, because two files may both be the first of an account: on this node
   * by a lock, which takes no connection, and across nodes by the cluster lock. No transaction may
   * be open, because it might not see what the import before stored.
   */
  private Account importAlone(Snapshot snapshot, Supplier<Account> work) {
    check("startedAt", snapshot.startedAt(), START_TOLERANCE);
    check("finishedAt", snapshot.finishedAt(), TOLERANCE);
    check("recheck.finishedAt", snapshot.observedUntil(), TOLERANCE);
    Assert.state(
        !TransactionSynchronizationManager.isActualTransactionActive(),
        "a transaction is open already");
    importLock.lock();
    try {
      return Objects.requireNonNull(
          transaction.execute(status -> {
            accounts.acquireClusterLock();
            return work.get();
          }));
    } finally {
      importLock.unlock();
    }
  }

  private void check(String field, Instant at, Duration tolerance) {
    if (at.isAfter(clock.instant().plus(tolerance))) {
      throw new SnapshotFormatException(SnapshotFault.FUTURE, "snapshot." + field, at.toString());
    }
  }

  private Account store(ReceivedSnapshot received, ClientScope scope, boolean confirmed) {
    ImportReview review = review(received, scope);
    if (!confirmed && !review.concerns().isEmpty()) {
      throw new UnconfirmedImportException(review.account(), review.concerns());
    }
    Account account = findOrAdd(review.account());
    ingestion.ingestImported(UUID.randomUUID(), account, received.snapshot(), received.origin());
    return account;
  }

  /**
   * What an import would do.
   *
   * @param account that it would be stored for
   * @param concerns why it wants a confirmation; empty where it wants none
   */
  record ImportReview(Account account, Set<ImportConcern> concerns) {}

  /**
   * @throws ForeignSnapshotException if its account is of another client
   */
  ImportReview review(ReceivedSnapshot received, ClientScope scope) {
    Account described = toAccount(received.snapshot().account(), false);
    Optional<Account> known = accounts.find(described.id());
    if (!scope.includes(known.orElse(described).client())) {
      throw new ForeignSnapshotException();
    }
    return known
        .map(account -> new ImportReview(account, concerns(account, described)))
        .orElseGet(() -> new ImportReview(described, Set.of()));
  }

  private Account findOrAdd(Account described) {
    return accounts
        .find(described.id())
        .orElseGet(() -> {
          accounts.save(described);
          return described;
        });
  }

  /** A file that names no client, as one that was collected without a configuration, is of any. */
  private static Set<ImportConcern> concerns(Account known, Account described) {
    Set<ImportConcern> concerns = EnumSet.noneOf(ImportConcern.class);
    if (known.hasAwsAccess()) {
      concerns.add(ImportConcern.REACHABLE_ACCOUNT);
    }
    String client = described.client().strip();
    String ours = known.client().strip();
    if (!client.isEmpty() && !ours.isEmpty() && !client.equals(ours)) {
      concerns.add(ImportConcern.OTHER_CLIENT);
    }
    return concerns;
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
