package io.todoku.inventory;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.RoleOverrides;
import io.todoku.account.VisibleAccounts;
import io.todoku.account.Waivers;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.history.AccountHistory;
import io.todoku.inventory.ProposedDomains.ProposedDomain;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what the pages of addresses and domains show. */
@Component
class InventoryReader {

  private final VisibleAccounts accounts;
  private final Accounts allAccounts;
  private final Checklists checklists;
  private final SnapshotStore snapshots;
  private final AccountHistory history;
  private final Waivers waivers;
  private final RoleOverrides roles;

  InventoryReader(
      VisibleAccounts accounts,
      Accounts allAccounts,
      Checklists checklists,
      SnapshotStore snapshots,
      AccountHistory history,
      Waivers waivers,
      RoleOverrides roles) {
    this.accounts = accounts;
    this.allAccounts = allAccounts;
    this.checklists = checklists;
    this.snapshots = snapshots;
    this.history = history;
    this.waivers = waivers;
    this.roles = roles;
  }

  Account account(String id) {
    return accounts.get(id);
  }

  Optional<Checklist> checklist(Account account) {
    return checklists.of(account);
  }

  /** What is known of the account; empty where it was never scanned. */
  Optional<AccountInventory> of(Account account) {
    return checklist(account)
        .flatMap(list ->
            snapshots.newestWithAttestations(account).map(snapshot -> of(account, list, snapshot)));
  }

  /** Whether the account is in the configuration file, where alone it can be changed. */
  boolean isConfigured(Account account) {
    return allAccounts.isConfigured(account.id());
  }

  void addMailDomains(Account account, List<MailDomain> more) {
    allAccounts.save(ProposedDomains.with(account, more));
  }

  /** Mail domains that were found and that the account's settings lack. */
  List<ProposedDomain> proposedDomains(Account account) {
    return of(account)
        .map(known -> ProposedDomains.of(account, known.snapshot(), known.list().senders()))
        .orElse(List.of());
  }

  private AccountInventory of(Account account, Checklist list, Snapshot snapshot) {
    return new AccountInventory(
        snapshot,
        list,
        history.earlierFindings(account, snapshot).states().values(),
        waivers.of(account.id()),
        roles.of(account.id()));
  }
}
