package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.RoleOverride;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The role overrides of accounts: which addresses send mail or do not, as decided by people. */
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
    return new RoleOverride(stored.sends, stored.author, stored.createdAt, stored.reason);
  }

  /** The overrides of many accounts by account id and address. */
  public Map<String, Map<String, RoleOverride>> of(Collection<String> accountIds) {
    return repository.findByAccountIdIn(accountIds).stream()
        .collect(
            Collectors.groupingBy(
                o -> o.accountId, Collectors.toMap(o -> o.address, RoleOverrides::toRoleChoice)));
  }

  /**
   * @throws InvalidInputException if the reason is blank or too long
   */
  void override(
      String accountId, String address, boolean sends, @Nullable String reason, String author) {
    RoleOverrideEntity entity = new RoleOverrideEntity();
    entity.accountId = accountId;
    entity.address = TextInput.required("address", address, 64);
    entity.sends = sends;
    entity.author = author;
    entity.reason = TextInput.required("reason", reason, 1000);
    entity.createdAt = clock.instant();
    repository.save(entity);
  }

  void removeOverride(String accountId, String address) {
    repository.deleteById(
        new RoleOverrideEntity.RoleOverrideKey(
            accountId, TextInput.required("address", address, 64)));
  }
}
