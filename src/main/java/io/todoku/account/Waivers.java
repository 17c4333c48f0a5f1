package io.todoku.account;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.todoku.locale.InvalidInputException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The waivers of accounts: reasoned exceptions with author and expiry. */
@Component
public class Waivers {

  private final WaiverRepository repository;
  private final AccountRepository accounts;
  private final ConfiguredDecisions configured;
  private final KnownRules rules;
  private final Clock clock;

  Waivers(
      WaiverRepository repository,
      AccountRepository accounts,
      ConfiguredDecisions configured,
      KnownRules rules,
      Clock clock) {
    this.repository = repository;
    this.accounts = accounts;
    this.configured = configured;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * All waivers of an account, newest first, including expired ones, without revoked ones. Those of
   * the configuration are among them.
   */
  public List<Waiver> of(String accountId) {
    return withConfigured(
        accountId,
        repository.findByAccountIdAndRevokedAtIsNullOrderByCreatedAtDesc(accountId).stream()
            .map(WaiverEntity::toWaiver)
            .toList());
  }

  private List<Waiver> withConfigured(String accountId, List<Waiver> recorded) {
    List<Waiver> others = configured.of(accountId).waivers();
    return others.isEmpty()
        ? recorded
        : Stream.concat(recorded.stream(), others.stream())
            .sorted(Comparator.comparing(Waiver::createdAt).reversed())
            .toList();
  }

  /** The waivers of many accounts by account id, each as {@link #of(String)} returns them. */
  public Map<String, List<Waiver>> of(Collection<String> accountIds) {
    Map<String, List<Waiver>> all =
        repository.findByAccountIdInAndRevokedAtIsNullOrderByCreatedAtDesc(accountIds).stream()
            .collect(groupingBy(w -> w.accountId, mapping(WaiverEntity::toWaiver, toList())));
    for (String id : accountIds) {
      if (!configured.of(id).waivers().isEmpty()) {
        all.put(id, withConfigured(id, all.getOrDefault(id, List.of())));
      }
    }
    return all;
  }

  /**
   * @throws InvalidInputException if it cannot be added
   */
  private void validate(
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String reason,
      @Nullable LocalDate expires) {
    LocalDate today = LocalDate.now(clock);
    if (expires == null || expires.isBefore(today) || expires.isAfter(today.plusYears(2))) {
      throw new InvalidInputException(
          AccountInputProblem.WAIVER_EXPIRY, today.toString(), today.plusYears(2).toString());
    }
    String known = TextInput.required("rule", rule, 100);
    if (!rules.exists(known)) {
      throw new InvalidInputException(AccountInputProblem.NO_SUCH_RULE, known);
    }
    TextInput.required("resource", resource, 500);
    TextInput.required("reason", reason, 2000);
  }

  /**
   * @throws InvalidInputException if the reason is blank, or the expiry is past or more than two
   *     years away
   */
  Waiver add(
      String accountId,
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String reason,
      String author,
      @Nullable LocalDate expires) {
    return repository.save(entity(accountId, rule, resource, reason, author, expires)).toWaiver();
  }

  /**
   * Adds a waiver where none says the same, also if the same request arrives twice at once.
   *
   * @throws InvalidInputException as {@link #add}
   */
  @Transactional
  public Recorded<Waiver> addOnce(
      String accountId,
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String reason,
      String author,
      @Nullable LocalDate expires) {
    accounts.lock(accountId);
    WaiverEntity entity = entity(accountId, rule, resource, reason, author, expires);
    return same(entity)
        .map(earlier -> new Recorded<>(earlier, false))
        .orElseGet(() -> new Recorded<>(repository.save(entity).toWaiver(), true));
  }

  /** A waiver that says the same. */
  Optional<Waiver> find(
      String accountId,
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String reason,
      @Nullable LocalDate expires) {
    return same(entity(accountId, rule, resource, reason, "", expires));
  }

  private Optional<Waiver> same(WaiverEntity entity) {
    return of(entity.accountId).stream().filter(entity::isSameDecisionAs).findFirst();
  }

  private WaiverEntity entity(
      String accountId,
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String reason,
      String author,
      @Nullable LocalDate expires) {
    validate(rule, resource, reason, expires);
    WaiverEntity entity = new WaiverEntity();
    entity.accountId = accountId;
    entity.rule = TextInput.required("rule", rule, 100);
    entity.resource = TextInput.required("resource", resource, 500);
    entity.reason = TextInput.required("reason", reason, 2000);
    entity.author = author;
    entity.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
    entity.expires = Objects.requireNonNull(expires);
    return entity;
  }

  /**
   * Waives the same rule for several resources: all of them or none.
   *
   * @throws InvalidInputException as {@link #add}
   */
  @Transactional
  public List<Waiver> addAll(
      String accountId,
      String rule,
      List<String> resources,
      String reason,
      String author,
      @Nullable LocalDate expires) {
    return resources.stream()
        .distinct()
        .map(resource -> add(accountId, rule, resource, reason, author, expires))
        .toList();
  }

  /** The waivers of an account that somebody revoked. */
  public List<RevokedWaiver> revoked(String accountId) {
    return repository.findByAccountIdAndRevokedAtIsNotNull(accountId).stream()
        .map(waiver ->
            new RevokedWaiver(
                waiver.toWaiver(),
                Objects.requireNonNull(waiver.revokedAt),
                Objects.requireNonNullElse(waiver.revokedBy, "")))
        .toList();
  }

  /**
   * Ends a waiver now.
   *
   * @param by who does
   * @return false where there is none, or it was revoked before
   */
  @Transactional
  public boolean revoke(String accountId, UUID id, String by) {
    Optional<WaiverEntity> found = repository.findByAccountIdAndIdAndRevokedAtIsNull(accountId, id);
    found.ifPresent(waiver -> {
      waiver.revokedAt = clock.instant();
      waiver.revokedBy = by;
    });
    return found.isPresent();
  }
}
