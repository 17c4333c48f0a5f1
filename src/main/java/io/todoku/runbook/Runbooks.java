package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.PieceTable;
import io.todoku.locale.InvalidInputException;
import io.todoku.notify.Outbox;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.RunbookStateJson;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.PlanProblem;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.runbook.plan.Withdrawal;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.RunbookSteps;
import io.todoku.runbook.step.StepEvaluator;
import io.todoku.snapshot.SnapshotFile;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores runbooks and the decisions that people make about their steps. */
@Component
public class Runbooks {

  private static final String PLAN = "plan";
  private static final String STATE = "memory";
  private static final String OBSERVATION = "sighting";

  private final RunbookRepository repository;
  private final PieceTable pieces;
  private final Accounts accounts;
  private final RunbookNotices notices;
  private final Outbox outbox;
  private final RuleEngine judge;
  private final Clock clock;

  Runbooks(
      RunbookRepository repository,
      JdbcClient database,
      Accounts accounts,
      RunbookNotices notices,
      Outbox outbox,
      RuleEngine judge,
      Clock clock) {
    this.repository = repository;
    this.pieces = new PieceTable(database, "runbook_piece", "runbook_id", "part");
    this.accounts = accounts;
    this.notices = notices;
    this.outbox = outbox;
    this.judge = judge;
    this.clock = clock;
  }

  /**
   * A stored runbook.
   *
   * @param watched whether it is observed by itself, next at {@code nextObservationAt}
   * @param observationRequestedAt when an observation was requested that has not ended; null: none
   * @param failure why the last observation failed; null if it did not
   * @param runbook the states of its steps; empty before the first observation
   */
  public record StoredRunbook(
      UUID id,
      String accountId,
      Instant madeAt,
      String madeBy,
      boolean watched,
      Instant nextObservationAt,
      @Nullable Instant observationRequestedAt,
      @Nullable Instant observedAt,
      @Nullable String failure,
      Plan plan,
      RunbookState state,
      Optional<Runbook> runbook) {}

  /** Newest first. */
  @Transactional(readOnly = true)
  public List<StoredRunbook> all() {
    return repository.findAllByOrderByMadeAtDescIdDesc().stream().map(this::stored).toList();
  }

  /** The plan of a runbook; empty if there is none. */
  @Transactional(readOnly = true)
  public Optional<Plan> findPlan(UUID id) {
    return pieces.read(id, PLAN).map(bytes -> SnapshotFile.readPart(bytes, Plan.class));
  }

  /**
   * A runbook with the states of its steps at this moment, by the last observation.
   *
   * @throws NoSuchRunbookException if there is none
   */
  @Transactional(readOnly = true)
  public StoredRunbook get(UUID id) {
    return repository
        .findById(id)
        .map(this::stored)
        .orElseThrow(() -> new NoSuchRunbookException(id));
  }

  /** Whether an observation is requested or running. */
  @Transactional(readOnly = true)
  public boolean isObservationPending(UUID id) {
    return repository
            .findById(id)
            .orElseThrow(() -> new NoSuchRunbookException(id))
            .observationRequestedAt
        != null;
  }

  private StoredRunbook stored(RunbookEntity entity) {
    Plan plan = plan(entity.id);
    RunbookState state = state(entity.id);
    Optional<Runbook> runbook =
        pieces
            .read(entity.id, OBSERVATION)
            .map(bytes -> SnapshotFile.readPart(bytes, Observation.class))
            .map(observation -> Runbook.of(plan, observation, state, judge, clock.instant()));
    return new StoredRunbook(
        entity.id,
        entity.accountId,
        entity.madeAt,
        entity.madeBy,
        entity.watched,
        entity.nextObservationAt,
        entity.observationRequestedAt,
        entity.observedAt,
        entity.failure,
        plan,
        state,
        runbook);
  }

  private Plan plan(UUID id) {
    return findPlan(id).orElseThrow(() -> new NoSuchRunbookException(id));
  }

  private RunbookState state(UUID id) {
    return pieces.read(id, STATE).map(RunbookStateJson::read).orElse(RunbookState.EMPTY);
  }

  /** A plan and what is stored of its steps, without an observation. */
  record StoredProgress(UUID id, Plan plan, RunbookState state) {}

  /** The progress of all runbooks, newest first. */
  @Transactional(readOnly = true)
  public List<StoredProgress> progress() {
    return repository.findAllByOrderByMadeAtDescIdDesc().stream()
        .map(entity -> new StoredProgress(entity.id, plan(entity.id), state(entity.id)))
        .toList();
  }

  /**
   * Stores a new plan.
   *
   * @return its id
   * @throws io.todoku.account.NoSuchAccountException if the target account is not known
   */
  @Transactional
  public UUID create(Plan plan, String user) {
    Account target = accounts.get(plan.target().account());
    RunbookEntity entity = new RunbookEntity();
    entity.name = plan.name();
    entity.accountId = target.id();
    entity.madeAt = clock.instant();
    entity.madeBy = user;
    entity.nextObservationAt = entity.madeAt;
    repository.saveAndFlush(entity);
    pieces.replace(SnapshotFile.writePart(plan), entity.id, PLAN);
    return entity.id;
  }

  /** The ids of the runbooks whose target is this account. */
  @Transactional(readOnly = true)
  public List<UUID> ofAccount(String accountId) {
    return repository.findByAccountId(accountId).stream().map(entity -> entity.id).toList();
  }

  /** Stores a runbook that was begun elsewhere, with its state and an observation. */
  @Transactional
  public void restore(Plan plan, String user, RunbookState state, Observation observation) {
    UUID id = create(plan, user);
    saveState(id, state);
    recordObservation(get(id), observation);
  }

  /**
   * Replaces the plan. Completions and decisions of steps that are equivalent in both plans are
   * kept.
   */
  @Transactional
  public void change(UUID id, Plan plan) {
    var _ = accounts.get(plan.target().account());
    RunbookEntity entity = lockExisting(id);
    entity.name = plan.name();
    entity.accountId = plan.target().account();
    RunbookState state = state(id).retainSteps(RunbookSteps.unchangedSteps(plan(id), plan));
    saveState(id, state);
    pieces.replace(SnapshotFile.writePart(plan), id, PLAN);
    pieces.delete(id, OBSERVATION);
  }

  @Transactional
  public void remove(UUID id) {
    repository.delete(lockExisting(id));
  }

  @Transactional
  public void setWatched(UUID id, boolean watched) {
    RunbookEntity entity = lockExisting(id);
    entity.watched = watched;
    entity.nextObservationAt = clock.instant();
  }

  /** Records that a person confirms a step. */
  @Transactional
  public void confirm(UUID id, String step, String user, String note) {
    recordDecision(id, step, user, note, RunbookState::withConfirmation);
  }

  /** Releases a step from its order. */
  @Transactional
  public void override(UUID id, String step, String user, String reason) {
    recordDecision(id, step, user, reason, RunbookState::withOverride);
  }

  /** Withdraws the confirmations of a step, which stay visible as withdrawn. */
  @Transactional
  public void withdrawConfirmation(UUID id, String step, String user) {
    withdraw(id, step, user, RunbookState::withdrawConfirmations);
  }

  /** Withdraws the overrides of a step, which stay visible as withdrawn. */
  @Transactional
  public void withdrawOverride(UUID id, String step, String user) {
    withdraw(id, step, user, RunbookState::withdrawOverrides);
  }

  private void withdraw(UUID id, String step, String user, WithdrawalChange change) {
    lockExisting(id);
    saveState(id, change.apply(state(id), step, new Withdrawal(user, clock.instant())));
  }

  @FunctionalInterface
  private interface WithdrawalChange {
    RunbookState apply(RunbookState state, String step, Withdrawal withdrawal);
  }

  private void recordDecision(
      UUID id,
      String step,
      String user,
      String note,
      BiFunction<RunbookState, StepDecision, RunbookState> change) {
    lockExisting(id);
    if (note.isBlank() || note.length() > 2000) {
      throw new InvalidInputException(PlanProblem.NOTE.at("note"));
    }
    if (RunbookSteps.of(plan(id)).stream().noneMatch(candidate -> candidate.id().equals(step))) {
      throw new InvalidInputException(PlanProblem.STEP.at("step"));
    }
    RunbookState after =
        change.apply(state(id), new StepDecision(step, user, clock.instant(), note.strip()));
    saveState(id, withNewCompletions(id, after));
  }

  /** Records the steps that a decision completes, because it may be all that they wait for. */
  private RunbookState withNewCompletions(UUID id, RunbookState state) {
    Plan plan = plan(id);
    return pieces
        .read(id, OBSERVATION)
        .map(bytes -> SnapshotFile.readPart(bytes, Observation.class))
        .map(observation -> {
          Instant now = clock.instant();
          return StepEvaluator.recordCompletions(
              state, Runbook.of(plan, observation, state, judge, now).steps(), now);
        })
        .orElse(state);
  }

  /**
   * Stores an observation and publishes notices about what it has changed. Stores nothing if the
   * plan was changed or removed since the observation began.
   *
   * @param observed the runbook when the observation began; a later request stays pending
   */
  @Transactional
  public void recordObservation(StoredRunbook observed, Observation observation) {
    UUID id = observed.id();
    repository
        .findAndLock(id)
        .map(this::stored)
        .filter(before -> before.plan().equals(observed.plan()))
        .ifPresent(
            before -> recordObservation(before, observed.observationRequestedAt(), observation));
  }

  private void recordObservation(
      StoredRunbook before, @Nullable Instant requestedAt, Observation observation) {
    UUID id = before.id();
    Runbook.ObservedRunbook after =
        Runbook.afterObservation(before.plan(), observation, before.state(), judge);
    saveState(id, after.state());
    pieces.replace(SnapshotFile.writePart(observation), id, OBSERVATION);
    RunbookEntity locked = lockExisting(id);
    locked.observedAt = observation.at();
    locked.observationRequestedAt =
        Objects.equals(locked.observationRequestedAt, requestedAt)
            ? null
            : locked.observationRequestedAt;
    locked.failure = null;
    locked.nextObservationAt =
        ObservationSchedule.next(after.runbook(), observation, clock.instant());
    Account account = accounts.get(locked.accountId);
    List<EvaluatedStep> stepsBefore = before.runbook().map(Runbook::steps).orElse(List.of());
    outbox.publish(() -> notices.of(id, account, stepsBefore, after.runbook()));
  }

  /**
   * Records that an observation failed.
   *
   * @param requestedAt the request that was pending when the observation began; a later one stays
   *     pending
   */
  @Transactional
  public void recordFailure(UUID id, @Nullable Instant requestedAt, String reason) {
    repository
        .findAndLock(id)
        .ifPresent(entity -> {
          entity.observationRequestedAt =
              Objects.equals(entity.observationRequestedAt, requestedAt)
                  ? null
                  : entity.observationRequestedAt;
          entity.failure = reason.substring(0, Math.min(reason.length(), 500));
          entity.nextObservationAt = clock.instant().plus(ObservationSchedule.RETRY_DELAY);
        });
  }

  /** Deletes all observations; what is watched is observed anew at the given time. */
  @Transactional
  void forgetObservations(Instant next) {
    for (RunbookEntity entity : repository.findAll()) {
      pieces.delete(entity.id, OBSERVATION);
      entity.observedAt = null;
      entity.nextObservationAt = next;
      repository.save(entity);
    }
  }

  /** Records that an observation was requested; the caller schedules the job. */
  @Transactional
  public void recordObservationRequest(UUID id) {
    lockExisting(id).observationRequestedAt = clock.instant();
  }

  private void saveState(UUID id, RunbookState state) {
    pieces.replace(RunbookStateJson.write(state), id, STATE);
  }

  private RunbookEntity lockExisting(UUID id) {
    return repository.findAndLock(id).orElseThrow(() -> new NoSuchRunbookException(id));
  }
}
