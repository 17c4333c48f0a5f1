package io.todoku.account;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The known accounts: entered by people or configured in a file. */
@Component
public class Accounts implements AccountLookup {

  private static final Logger log = LoggerFactory.getLogger(Accounts.class);

  private final AccountRepository repository;
  private final List<Account> configured;

  Accounts(AccountRepository repository, List<Account> configured) {
    this.repository = repository;
    this.configured = configured;
  }

  /**
   * Stores the configured accounts over earlier ones; accounts that are no longer configured can be
   * edited again. Nodes that start together do this one after the other.
   */
  @EventListener(ApplicationStartedEvent.class)
  @Order(0)
  @Transactional
  public void applyConfiguration() {
    repository.acquireClusterLock();
    Set<String> named = new HashSet<>();
    for (Account account : configured) {
      repository.save(AccountEntity.of(account, true));
      named.add(account.id());
    }
    repository.findAll().stream()
        .filter(entity -> entity.configured && !named.contains(entity.id))
        .forEach(entity -> entity.configured = false);
  }

  /**
   * Acquires the lock that serialises work across all nodes, and holds it until the caller's
   * transaction ends.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void acquireClusterLock() {
    repository.acquireClusterLock();
  }

  /**
   * Keeps others, on any node, from changing what is stored for an account until the caller's
   * transaction ends. Whoever also locks a scan locks its account first, so that nobody waits in a
   * circle.
   *
   * @return its id; empty if the account is not there any more
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<String> lock(String accountId) {
    return repository.lock(accountId);
  }

  @Override
  public List<Account> all() {
    return repository.findAll().stream()
        .flatMap(Accounts::toAccountOrSkip)
        .sorted(
            Comparator.comparing(Account::client)
                .thenComparing(Account::name)
                .thenComparing(Account::id))
        .toList();
  }

  /** Skips an account that cannot be read, so that it does not hide the others. */
  private static Stream<Account> toAccountOrSkip(AccountEntity entity) {
    try {
      return Stream.of(entity.toAccount());
    } catch (RuntimeException broken) {
      log.error("Account {} is stored in a form that cannot be read", entity.id, broken);
      return Stream.empty();
    }
  }

  public boolean exists(String id) {
    return Account.isId(id) && repository.existsById(id);
  }

  @Override
  public Optional<Account> find(String id) {
    return findEntity(id).map(AccountEntity::toAccount);
  }

  /**
   * Finds by id. Text that cannot be an id is not looked up, because PostgreSQL rejects some
   * characters.
   */
  private Optional<AccountEntity> findEntity(String id) {
    return Account.isId(id) ? repository.findById(id) : Optional.empty();
  }

  public boolean isConfigured(String id) {
    return findEntity(id).map(entity -> entity.configured).orElse(false);
  }

  /** Adds an account, or replaces the one with its id. */
  public void save(Account account) {
    repository.save(AccountEntity.of(account, isConfigured(account.id())));
  }

  /** Deletes an account and everything stored for it. */
  public void remove(String id) {
    repository.deleteById(id);
  }
}
