package io.todoku.scan;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes in a snapshot that was collected elsewhere. */
@Component
public class SnapshotImport {

  private final Accounts accounts;
  private final SnapshotStore store;

  SnapshotImport(Accounts accounts, SnapshotStore store) {
    this.accounts = accounts;
    this.store = store;
  }

  /** Stores it for its account, which is added without access where it is not known yet. */
  @Transactional
  public Account take(Snapshot snapshot) {
    return take(snapshot, false);
  }

  Account take(Snapshot snapshot, boolean sample) {
    Account account =
        accounts.find(snapshot.account().id()).orElseGet(() -> add(snapshot.account(), sample));
    store.keep(UUID.randomUUID(), account, snapshot);
    return account;
  }

  private Account add(AccountFacts facts, boolean sample) {
    Account account =
        new Account(
            facts.id(),
            facts.name(),
            facts.client(),
            facts.environment(),
            new Access.Recorded(sample),
            List.of(),
            facts.mailDomains());
    accounts.save(account);
    return account;
  }
}
