package io.todoku.account;

import io.todoku.account.AccountAddition.AdditionResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds many accounts in one transaction. A role without an external id gets that of its client.
 * Accounts that are there already stay as they are.
 */
@Component
public class NewAccounts {

  private final AccountRepository repository;
  private final Accounts accounts;
  private final ExternalIds externalIds;

  NewAccounts(AccountRepository repository, Accounts accounts, ExternalIds externalIds) {
    this.repository = repository;
    this.accounts = accounts;
    this.externalIds = externalIds;
  }

  /**
   * Adds those that are not there yet.
   *
   * @return in the order of the request; an id that occurs twice is {@link AdditionResult#EXISTS}
   *     the second time
   */
  @Transactional
  public List<AccountAddition> addMissing(List<Account> requested) {
    accounts.acquireClusterLock();
    return save(requested, existing(requested));
  }

  /**
   * Adds all of them, or none where one is there already: the others are then {@link
   * AdditionResult#NOT_ADDED}.
   *
   * @return in the order of the request
   */
  @Transactional
  public List<AccountAddition> addAllOrNone(List<Account> requested) {
    accounts.acquireClusterLock();
    Set<String> existing = existing(requested);
    Set<String> ids = new HashSet<>(existing);
    List<AccountAddition> additions =
        requested.stream()
            .map(account ->
                new AccountAddition(
                    account,
                    ids.add(account.id()) ? AdditionResult.NOT_ADDED : AdditionResult.EXISTS))
            .toList();
    return additions.stream().allMatch(one -> one.result() == AdditionResult.NOT_ADDED)
        ? save(requested, existing)
        : additions;
  }

  /** The ids of those that are there already. */
  @Transactional(readOnly = true)
  public Set<String> existing(List<Account> requested) {
    return repository.findAllById(requested.stream().map(Account::id).toList()).stream()
        .map(entity -> entity.id)
        .collect(Collectors.toSet());
  }

  private List<AccountAddition> save(List<Account> requested, Set<String> existing) {
    Set<String> ids = new HashSet<>(existing);
    List<Account> missing = requested.stream().filter(account -> ids.add(account.id())).toList();
    Map<String, Account> added = new HashMap<>();
    withExternalIds(missing).forEach(account -> added.put(account.id(), account));
    repository.saveAll(
        added.values().stream().map(account -> AccountEntity.of(account, false)).toList());
    return requested.stream()
        .map(account ->
            Optional.ofNullable(added.remove(account.id()))
                .map(stored -> new AccountAddition(stored, AdditionResult.ADDED))
                .orElseGet(() -> new AccountAddition(account, AdditionResult.EXISTS)))
        .toList();
  }

  /** Gives each role without an external id that of its client; one without a client a new one. */
  private List<Account> withExternalIds(List<Account> requested) {
    Set<String> clients =
        requested.stream()
            .filter(NewAccounts::lacksExternalId)
            .map(account -> account.client().strip())
            .filter(client -> !client.isEmpty())
            .collect(Collectors.toSet());
    Map<String, String> byClient = clients.isEmpty() ? Map.of() : externalIds.ofAll(clients);
    return requested.stream()
        .map(account ->
            lacksExternalId(account)
                ? account.withExternalId(
                    byClient.getOrDefault(account.client().strip(), ExternalIds.random()))
                : account)
        .toList();
  }

  private static boolean lacksExternalId(Account account) {
    return account.access() instanceof Access.IamRole(_, String externalId) && externalId == null;
  }
}
