package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.RoleOverride;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The role overrides of accounts: which addresses send or receive mail, and for which domains, as
 * decided by people.
 */
@Component
public class RoleOverrides {

  private final RoleOverrideRepository repository;
  private final Clock clock;

  RoleOverrides(RoleOverrideRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** The overrides of an account by address. */
  public Map<String, RoleOverride> of(String accountId) {
    return repository.findByAccountId(accountId).stream()
        .collect(Collectors.toMap(o -> o.address, RoleOverrides::toRoleChoice));
  }

  private static RoleOverride toRoleChoice(RoleOverrideEntity stored) {
    return new RoleOverride(
        stored.sends,
        stored.author,
        stored.createdAt,
        stored.reason,
        stored.receives,
        stored.domains.isBlank() ? List.of() : List.of(stored.domains.split(" ")));
  }

  /** The overrides of many accounts by account id and address. */
  public Map<String, Map<String, RoleOverride>> of(Collection<String> accountIds) {
    return repository.findByAccountIdIn(accountIds).stream()
        .collect(
            Collectors.groupingBy(
                o -> o.accountId, Collectors.toMap(o -> o.address, RoleOverrides::toRoleChoice)));
  }

  /**
   * What a person chose for an address.
   *
   * @param sends null where the evidence decides
   * @param receives null where the evidence decides
   * @param domains that it sends for; empty where the evidence decides
   */
  record RoleChoice(@Nullable Boolean sends, @Nullable Boolean receives, List<String> domains) {

    /** Whether the evidence decides everything. */
    boolean isEmpty() {
      return sends == null && receives == null && domains.isEmpty();
    }

    /**
     * The mail domains of the account that are named, as the account writes them; blank names are
     * left out.
     *
     * @throws InvalidInputException if the account has no mail domain of that name
     */
    static List<String> domainsOf(Account account, Collection<String> names) {
      return names.stream()
          .filter(name -> !name.isBlank())
          .map(name ->
              account.mailDomains().stream()
                  .map(MailDomain::name)
                  .filter(domain -> DnsLookup.canonical(domain).equals(DnsLookup.canonical(name)))
                  .findFirst()
                  .orElseThrow(
                      () -> new InvalidInputException(AccountInputProblem.NOT_A_DOMAIN, name)))
          .distinct()
          .toList();
    }
  }

  /** What a change of overrides replaced, so that it can be undone. */
  record RoleUndo(String id, String accountId, List<ReplacedRole> roles) implements Serializable {}

  /**
   * An address before and after a change.
   *
   * @param before null where there was no override
   * @param after null where the override was removed
   */
  record ReplacedRole(String address, @Nullable StoredRole before, @Nullable StoredRole after)
      implements Serializable {}

  /** An override as stored. */
  record StoredRole(
      @Nullable Boolean sends,
      @Nullable Boolean receives,
      String domains,
      String author,
      Instant createdAt,
      String reason)
      implements Serializable {

    static StoredRole of(RoleOverrideEntity stored) {
      return new StoredRole(
          stored.sends,
          stored.receives,
          stored.domains,
          stored.author,
          stored.createdAt.truncatedTo(ChronoUnit.MICROS),
          stored.reason);
    }

    void copyTo(RoleOverrideEntity entity) {
      entity.sends = sends;
      entity.receives = receives;
      entity.domains = domains;
      entity.author = author;
      entity.createdAt = createdAt;
      entity.reason = reason;
    }
  }

  /**
   * Changes the overrides of addresses, and tells how to undo it.
   *
   * @param change of these addresses and no others
   */
  @Transactional
  public RoleUndo undoably(String accountId, Collection<String> addresses, Runnable change) {
    List<String> names = addresses.stream().distinct().toList();
    Map<String, StoredRole> before = stored(accountId, names);
    change.run();
    repository.flush();
    Map<String, StoredRole> after = stored(accountId, names);
    return new RoleUndo(
        UUID.randomUUID().toString(),
        accountId,
        names.stream()
            .map(name -> new ReplacedRole(name, before.get(name), after.get(name)))
            .toList());
  }

  /**
   * Brings the overrides back that a change replaced, with their authors and times.
   *
   * @return false where somebody has changed one of them since, and nothing was done
   */
  @Transactional
  public boolean undo(RoleUndo undo) {
    List<String> names = undo.roles().stream().map(ReplacedRole::address).toList();
    Map<String, StoredRole> now = stored(undo.accountId(), names);
    if (!undo.roles().stream()
        .allMatch(role -> Objects.equals(now.get(role.address()), role.after()))) {
      return false;
    }
    undo.roles().forEach(role -> restore(undo.accountId(), role));
    return true;
  }

  private void restore(String accountId, ReplacedRole role) {
    if (role.before() == null) {
      removeOverride(accountId, role.address());
      return;
    }
    RoleOverrideEntity entity = new RoleOverrideEntity();
    entity.accountId = accountId;
    entity.address = role.address();
    role.before().copyTo(entity);
    repository.save(entity);
  }

  private Map<String, StoredRole> stored(String accountId, Collection<String> addresses) {
    return repository.findByAccountId(accountId).stream()
        .filter(override -> addresses.contains(override.address))
        .collect(Collectors.toMap(override -> override.address, StoredRole::of));
  }

  /**
   * @throws InvalidInputException if the reason is blank or too long
   */
  void override(
      String accountId, String address, RoleChoice choice, @Nullable String reason, String author) {
    RoleOverrideEntity entity = new RoleOverrideEntity();
    entity.accountId = accountId;
    entity.address = TextInput.required("address", address, 64);
    entity.sends = choice.sends();
    entity.receives = choice.receives();
    entity.domains = String.join(" ", choice.domains());
    entity.author = author;
    entity.reason = TextInput.required("reason", reason, 1000);
    entity.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    repository.save(entity);
  }

  /**
   * Records the same answer for several addresses: for all of them or none. What a person chose
   * before and this answer leaves open stays.
   *
   * @throws InvalidInputException as {@link #override}
   */
  @Transactional
  public void overrideAll(
      String accountId,
      Collection<String> addresses,
      @Nullable Boolean sends,
      @Nullable Boolean receives,
      @Nullable String reason,
      String author) {
    Map<String, RoleOverride> before = of(accountId);
    for (String address : addresses) {
      RoleOverride known = before.get(address);
      override(
          accountId,
          address,
          new RoleChoice(
              sends == null && known != null ? known.sends() : sends,
              receives == null && known != null ? known.receives() : receives,
              known == null ? List.of() : known.domains()),
          reason,
          author);
    }
  }

  void removeOverride(String accountId, String address) {
    repository.deleteById(
        new RoleOverrideEntity.RoleOverrideKey(
            accountId, TextInput.required("address", address, 64)));
  }
}
