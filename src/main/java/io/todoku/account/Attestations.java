package io.todoku.account;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Attestation;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The attestations of accounts: dated statements by people about what no API tells. None is ever
 * overwritten.
 */
@Component
public class Attestations {

  private final AttestationRepository repository;
  private final AccountRepository accounts;
  private final ConfiguredDecisions configured;
  private final KnownRules rules;
  private final Clock clock;

  Attestations(
      AttestationRepository repository,
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

  /** All attestations of an account, newest first, those of the configuration among them. */
  public List<Attestation> of(String accountId) {
    return withConfigured(
        accountId,
        repository.findByAccountIdOrderByRecordedAtDesc(accountId).stream()
            .map(AttestationEntity::toAttestation)
            .toList());
  }

  private List<Attestation> withConfigured(String accountId, List<Attestation> recorded) {
    List<Attestation> others = configured.of(accountId).attestations();
    return others.isEmpty()
        ? recorded
        : Stream.concat(recorded.stream(), others.stream())
            .sorted(Comparator.comparing(Attestation::recordedAt).reversed())
            .toList();
  }

  /** The attestations of many accounts by account id, each as {@link #of(String)} returns them. */
  public Map<String, List<Attestation>> of(Collection<String> accountIds) {
    Map<String, List<Attestation>> all =
        repository.findByAccountIdInOrderByRecordedAtDesc(accountIds).stream()
            .collect(
                groupingBy(a -> a.accountId, mapping(AttestationEntity::toAttestation, toList())));
    for (String id : accountIds) {
      if (!configured.of(id).attestations().isEmpty()) {
        all.put(id, withConfigured(id, all.getOrDefault(id, List.of())));
      }
    }
    return all;
  }

  /**
   * @throws InvalidInputException if the date is in the future, the attestation would have expired
   *     already, or a field is too long
   */
  Attestation add(String accountId, AttestationForm form, String by) {
    return repository.save(entity(accountId, form, by)).toAttestation();
  }

  /**
   * Adds an attestation where none says the same, also if the same request arrives twice at once.
   *
   * @throws InvalidInputException as {@link #add}
   */
  @Transactional
  public Recorded<Attestation> addOnce(String accountId, AttestationForm form, String by) {
    accounts.lock(accountId);
    AttestationEntity entity = entity(accountId, form, by);
    return of(accountId).stream()
        .filter(entity::isSameDecisionAs)
        .findFirst()
        .map(earlier -> new Recorded<>(earlier, false))
        .orElseGet(() -> new Recorded<>(repository.save(entity).toAttestation(), true));
  }

  private AttestationEntity entity(String accountId, AttestationForm form, String by) {
    if (form.state() == null || form.date() == null) {
      throw new InvalidInputException(AccountInputProblem.ATTESTATION);
    }
    String rule = TextInput.required("rule", form.rule(), 100);
    if (!rules.acceptsAttestation(rule)) {
      throw new InvalidInputException(AccountInputProblem.NOT_ATTESTABLE, rule);
    }
    LocalDate today = LocalDate.now(clock);
    if (form.date().isAfter(today.plusDays(1))) {
      throw new InvalidInputException(AccountInputProblem.FUTURE, form.date().toString());
    }
    if (form.expires() != null && form.expires().isBefore(today)) {
      throw new InvalidInputException(AccountInputProblem.EXPIRED, form.expires().toString());
    }
    AttestationEntity entity = new AttestationEntity();
    entity.accountId = accountId;
    entity.rule = rule;
    entity.region = TextInput.optional("region", form.region(), 40);
    entity.state = form.state();
    entity.date = form.date();
    entity.author = by;
    entity.caseId = TextInput.optional("caseId", form.caseId(), 100);
    entity.note = TextInput.optional("note", form.note(), 2000);
    entity.recordedAt = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
    entity.expires = form.expires();
    return entity;
  }

  /**
   * Removes an attestation that was recorded by mistake.
   *
   * @return whether there was one
   */
  @Transactional
  public boolean withdraw(String accountId, UUID id) {
    return repository.deleteByAccountIdAndId(accountId, id) > 0;
  }
}
