package io.todoku.account;

import io.todoku.snapshot.RoleOverride;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which addresses people have said send mail, or do not. */
@Component
public class RoleOverrides {

  private final RoleOverrideRepository repository;
  private final Clock clock;

  RoleOverrides(RoleOverrideRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** By address. */
  public Map<String, RoleOverride> of(String accountId) {
    return repository.findByAccountId(accountId).stream()
        .collect(Collectors.toMap(o -> o.address, RoleOverrides::toRoleChoice));
  }

  private static RoleOverride toRoleChoice(RoleOverrideEntity stored) {
    return new RoleOverride(stored.sends, stored.author, stored.createdAt, stored.reason);
  }

  /** Those of many accounts, by account and address. */
  public Map<String, Map<String, RoleOverride>> of(Collection<String> accountIds) {
    return repository.findByAccountIdIn(accountIds).stream()
        .collect(
            Collectors.groupingBy(
                o -> o.accountId, Collectors.toMap(o -> o.address, RoleOverrides::toRoleChoice)));
  }

  /**
   * @throws WrongInputException where the reason is blank or too long
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
