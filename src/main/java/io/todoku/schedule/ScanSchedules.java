package io.todoku.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.locale.InvalidInputException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The stored schedules. */
@Component
class ScanSchedules {

  /**
   * A schedule as requested, for exactly one of an account, a client and all, because a body that
   * leaves them out must not scan everything.
   *
   * @param account to scan
   * @param client whose accounts are scanned
   * @param all true to scan every account
   * @param schedule see {@link ScanTiming#parse}
   * @param zone of a cron expression; null: the server's time zone
   */
  record ScheduleRequest(
      @Nullable String account,
      @Nullable String client,
      @Nullable Boolean all,
      @Nullable String schedule,
      @Nullable String zone) {

    /** Whether it names what to scan, and that once. */
    private boolean isAboutOne() {
      return Stream.of(blankToNull(account), blankToNull(client), all)
                  .filter(Objects::nonNull)
                  .count()
              == 1
          && !Boolean.FALSE.equals(all);
    }
  }

  private final ScanScheduleRepository repository;
  private final Accounts accounts;
  private final ConfiguredSchedules configured;
  private final Clock clock;

  ScanSchedules(
      ScanScheduleRepository repository,
      Accounts accounts,
      ConfiguredSchedules configured,
      Clock clock) {
    this.repository = repository;
    this.accounts = accounts;
    this.configured = configured;
    this.clock = clock;
  }

  /**
   * Replaces the schedules of an earlier configuration; an unchanged one keeps its next due time.
   * Nodes that start together do this one after the other.
   */
  @EventListener(ApplicationStartedEvent.class)
  @Order(1)
  @Transactional
  public void importConfiguration() {
    accounts.acquireClusterLock();
    ZoneId zone = ZoneId.systemDefault();
    Map<UUID, String> named = new HashMap<>();
    configured.byAccount().forEach((account, text) -> named.put(configuredId(account), account));
    repository.findAll().stream()
        .filter(schedule -> schedule.configured && !named.containsKey(schedule.id))
        .forEach(repository::delete);
    named.forEach((id, account) -> importConfigured(id, account, zone));
  }

  private static UUID configuredId(String account) {
    return UUID.nameUUIDFromBytes(("configuration of " + account).getBytes(UTF_8));
  }

  private void importConfigured(UUID id, String account, ZoneId zone) {
    Instant now = now();
    ScanTiming timing = ScanTiming.parse(configured.byAccount().get(account), zone, now);
    ScanScheduleEntity schedule = repository.lock(id).orElseGet(ScanScheduleEntity::new);
    boolean same = schedule.timing.equals(timing.text()) && schedule.zone.equals(zone.getId());
    if (same) {
      return;
    }
    schedule.setTiming(timing, zone, now);
    if (!schedule.configured) {
      schedule.id = id;
      schedule.configured = true;
      schedule.accountId = account;
      schedule.createdAt = now;
      repository.save(schedule);
    }
  }

  /** As exact as the database keeps it, so that an answer and what is stored are the same. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** All schedules, next due first. */
  List<ScanScheduleEntity> all() {
    return repository.findAll().stream()
        .sorted(Comparator.comparing((ScanScheduleEntity s) -> s.nextAt).thenComparing(s -> s.id))
        .toList();
  }

  Optional<ScanScheduleEntity> find(UUID id) {
    return repository.findById(id);
  }

  /**
   * The first three due times of a schedule that is not stored.
   *
   * @throws InvalidInputException if it is invalid
   */
  List<Instant> preview(ScheduleRequest request) {
    Instant now = now();
    ScanTiming timing = ScanTiming.parse(request.schedule(), ScanTiming.zone(request.zone()), now);
    Instant one = timing.next(now);
    Instant two = timing.next(one);
    return List.of(one, two, timing.next(two));
  }

  /**
   * @throws InvalidInputException if it is invalid
   */
  @Transactional
  public ScanScheduleEntity add(ScheduleRequest request, String author) {
    ScanScheduleEntity schedule = new ScanScheduleEntity();
    schedule.id = UUID.randomUUID();
    schedule.createdBy = author;
    schedule.createdAt = now();
    fill(schedule, request);
    return repository.save(schedule);
  }

  /**
   * @return empty if there is none of that id
   * @throws InvalidInputException if it is invalid
   */
  @Transactional
  public Optional<ScanScheduleEntity> change(UUID id, ScheduleRequest request) {
    Optional<ScanScheduleEntity> schedule = repository.lock(id);
    schedule.ifPresent(stored -> fill(stored, request));
    return schedule;
  }

  private void fill(ScanScheduleEntity schedule, ScheduleRequest request) {
    schedule.accountId = blankToNull(request.account());
    schedule.client = blankToNull(request.client());
    if (!request.isAboutOne()) {
      throw new InvalidInputException(ScheduleProblem.TARGET);
    }
    checkTarget(schedule);
    ZoneId zone = ScanTiming.zone(request.zone());
    Instant now = now();
    schedule.setTiming(ScanTiming.parse(request.schedule(), zone, now), zone, now);
  }

  private void checkTarget(ScanScheduleEntity schedule) {
    if (schedule.accountId != null) {
      String id = ScheduleProblem.truncate(schedule.accountId);
      Account account =
          accounts
              .find(schedule.accountId)
              .orElseThrow(() -> new InvalidInputException(ScheduleProblem.ACCOUNT, id));
      if (!account.hasAwsAccess()) {
        throw new InvalidInputException(ScheduleProblem.RECORDED, id);
      }
    } else if (schedule.client != null && accountsOf(schedule).isEmpty()) {
      throw new InvalidInputException(
          ScheduleProblem.CLIENT, ScheduleProblem.truncate(schedule.client));
    }
  }

  static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The accounts that a schedule covers. */
  List<Account> accountsOf(ScanScheduleEntity schedule) {
    return accounts.all().stream().filter(Account::hasAwsAccess).filter(schedule::covers).toList();
  }

  /** Pauses a schedule, or resumes it from now on; scans missed while paused are not caught up. */
  @Transactional
  public void setEnabled(UUID id, boolean enabled) {
    repository
        .lock(id)
        .filter(schedule -> schedule.enabled != enabled)
        .ifPresent(schedule -> {
          schedule.enabled = enabled;
          if (enabled) {
            schedule.nextAt = schedule.toTiming().next(now());
          }
        });
  }

  /**
   * @return whether it existed
   */
  @Transactional
  public boolean remove(UUID id) {
    Optional<ScanScheduleEntity> schedule = repository.lock(id);
    schedule.ifPresent(repository::delete);
    return schedule.isPresent();
  }
}
