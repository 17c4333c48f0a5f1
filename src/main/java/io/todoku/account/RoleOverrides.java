package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.RoleOverride;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    entity.createdAt = clock.instant();
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
