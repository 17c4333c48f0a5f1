package io.todoku.account;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The exceptions that people have made. */
@Component
public class Waivers {

  private final WaiverRepository repository;
  private final Clock clock;

  Waivers(WaiverRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** Newest first, expired ones too. */
  public List<Waiver> of(String accountId) {
    return repository.findByAccountIdOrderByCreatedAtDesc(accountId).stream()
        .map(WaiverEntity::toWaiver)
        .toList();
  }

  /**
   * @throws IllegalArgumentException where the reason is blank or the expiry is past or further
   *     than two years away
   */
  Waiver add(
      String accountId,
      String rule,
      String resource,
      String reason,
      String author,
      LocalDate expires) {
    LocalDate today = LocalDate.now(clock);
    Bounds.text("rule", rule, 100);
    Bounds.text("resource", resource, 500);
    Bounds.text("reason", reason, 2000);
    if (expires.isBefore(today) || expires.isAfter(today.plusYears(2))) {
      throw new IllegalArgumentException(
          "expires must lie between " + today + " and " + today.plusYears(2) + ", not " + expires);
    }
    WaiverEntity entity = new WaiverEntity();
    entity.accountId = accountId;
    entity.rule = rule;
    entity.resource = resource;
    entity.reason = reason.strip();
    entity.author = author;
    entity.createdAt = clock.instant();
    entity.expires = expires;
    return repository.save(entity).toWaiver();
  }

  @Transactional
  public boolean revoke(String accountId, UUID id) {
    return repository.deleteByAccountIdAndId(accountId, id) > 0;
  }
}
