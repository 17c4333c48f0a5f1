package io.todoku.account;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** By address: true where it sends, false where it does not. */
  public Map<String, Boolean> of(String accountId) {
    return repository.findByAccountId(accountId).stream()
        .collect(Collectors.toMap(o -> o.address, o -> o.sends));
  }

  void choose(String accountId, String address, boolean sends, String author) {
    Bounds.text("address", address, 64);
    RoleOverrideEntity entity = new RoleOverrideEntity();
    entity.accountId = accountId;
    entity.address = address;
    entity.sends = sends;
    entity.author = author;
    entity.createdAt = clock.instant();
    repository.save(entity);
  }

  void leaveToEvidence(String accountId, String address) {
    repository.deleteById(new RoleOverrideEntity.Key(accountId, address));
  }
}
