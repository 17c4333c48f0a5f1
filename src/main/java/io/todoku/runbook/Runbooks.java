package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.notify.Outbox;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.RunbookStateJson;
import io.todoku.runbook.plan.InvalidPlanException;
import io.todoku.runbook.plan.InvalidPlanException.PlanProblem;
import io.todoku.runbook.plan.Plan;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The plans that are kept, and what is known of each. */
@Component
public class Runbooks {

  private static final String PLAN = "plan";
  private static final String STATE = "memory";
  private static final String OBSERVATION = "sighting";

  private final RunbookRepository repository;
  private final RunbookPieceRepository pieces;
  private final Accounts accounts;
  private final RunbookNotices notices;
  private final Outbox outbox;
  private final RuleEngine judge;
  private final Clock clock;

  Runbooks(
      RunbookRepository repository,
      RunbookPieceRepository pieces,
      Accounts accounts,
      RunbookNotices notices,
      Outbox outbox,
      RuleEngine judge,
      Clock clock) {
    this.repository = repository;
    this.pieces = pieces;
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
   * @param runbook where each step stands; empty before the first observation
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

  /**
   * Where it stands at this moment, by the last look.
   *
   * @throws NoSuchRunbookException where there is none
   */
  @Transactional(readOnly = true)
  public StoredRunbook get(UUID id) {
    return repository
        .findById(id)
        .map(this::stored)
        .orElseThrow(() -> new NoSuchRunbookException(id));
  }

  /** Whether a look is asked for, or under way. */
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
            .readPart(entity.id, OBSERVATION)
            .map(bytes -> SnapshotFile.readPart(bytes, Observation.class))
            .map(seen -> Runbook.of(plan, seen, state, judge, clock.instant()));
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
    return pieces
        .readPart(id, PLAN)
        .map(bytes -> SnapshotFile.readPart(bytes, Plan.class))
        .orElseThrow(() -> new NoSuchRunbookException(id));
  }

  private RunbookState state(UUID id) {
    return pieces.readPart(id, STATE).map(RunbookStateJson::read).orElse(RunbookState.EMPTY);
  }

  /**
   * Stores a new plan.
   *
   * @return its id
   * @throws io.todoku.account.NoSuchAccountException if the target account is not known
   */
  @Transactional
  public UUID create(Plan plan, String who) {
    Account target = accounts.get(plan.target().account());
    RunbookEntity entity = new RunbookEntity();
    entity.name = plan.name();
    entity.accountId = target.id();
    entity.madeAt = clock.instant();
    entity.madeBy = who;
    entity.nextObservationAt = entity.madeAt;
    repository.saveAndFlush(entity);
    pieces.replacePart(entity.id, PLAN, SnapshotFile.writePart(plan));
    return entity.id;
  }

  /** The ids of the runbooks whose target is this account. */
  @Transactional(readOnly = true)
  public List<UUID> ofAccount(String accountId) {
    return repository.findByAccountId(accountId).stream().map(entity -> entity.id).toList();
  }

  /** Goes on with a plan that was begun elsewhere. */
  @Transactional
  public void restore(Plan plan, String who, RunbookState memory, Observation seen) {
    UUID id = create(plan, who);
    saveState(id, memory);
    recordObservation(get(id), seen);
  }

  /** Puts another plan in place of it; what is remembered of steps that are the same stays. */
  @Transactional
  public void change(UUID id, Plan plan) {
    var _ = accounts.get(plan.target().account());
    RunbookEntity entity = lockExisting(id);
    entity.name = plan.name();
    entity.accountId = plan.target().account();
    RunbookState memory = state(id).retainSteps(RunbookSteps.unchangedSteps(plan(id), plan));
    saveState(id, memory);
    pieces.replacePart(id, PLAN, SnapshotFile.writePart(plan));
    pieces.deletePart(id, OBSERVATION);
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

  /** What a person says of a step that asks for a word. */
  @Transactional
  public void confirm(UUID id, String step, String who, String note) {
    recordDecision(id, step, who, note, RunbookState::withConfirmation);
  }

  /** Lets a step go ahead of its order. */
  @Transactional
  public void override(UUID id, String step, String who, String reason) {
    recordDecision(id, step, who, reason, RunbookState::withOverride);
  }

  /** Takes back what was said of a step; it is kept that it was. */
  @Transactional
  public void withdrawConfirmation(UUID id, String step, String who) {
    withdraw(id, step, who, RunbookState::withdrawConfirmations);
  }

  /** Puts a step back into its order; what it was let go ahead for is kept. */
  @Transactional
  public void withdrawOverride(UUID id, String step, String who) {
    withdraw(id, step, who, RunbookState::withdrawOverrides);
  }

  private void withdraw(UUID id, String step, String who, WithdrawalChange how) {
    lockExisting(id);
    saveState(id, how.apply(state(id), step, new Withdrawal(who, clock.instant())));
  }

  @FunctionalInterface
  private interface WithdrawalChange {
    RunbookState apply(RunbookState memory, String step, Withdrawal how);
  }

  private void recordDecision(
      UUID id,
      String step,
      String who,
      String text,
      BiFunction<RunbookState, StepDecision, RunbookState> how) {
    lockExisting(id);
    if (text.isBlank() || text.length() > 2000) {
      throw new InvalidPlanException(PlanProblem.NOTE, "note");
    }
    if (RunbookSteps.of(plan(id)).stream().noneMatch(one -> one.id().equals(step))) {
      throw new InvalidPlanException(PlanProblem.STEP, "step");
    }
    RunbookState after =
        how.apply(state(id), new StepDecision(step, who, clock.instant(), text.strip()));
    saveState(id, withNewCompletions(id, after));
  }

  /** A word may be all that a step waits for. */
  private RunbookState withNewCompletions(UUID id, RunbookState memory) {
    Plan plan = plan(id);
    return pieces
        .readPart(id, OBSERVATION)
        .map(bytes -> SnapshotFile.readPart(bytes, Observation.class))
        .map(seen -> {
          Instant now = clock.instant();
          return StepEvaluator.recordCompletions(
              memory, Runbook.of(plan, seen, memory, judge, now).steps(), now);
        })
        .orElse(memory);
  }

  /**
   * Keeps what a look has seen, and tells what has moved by it. Nothing of it is kept where the
   * plan was changed or removed meanwhile.
   *
   * @param looked the plan as the look began: who asked later is still to get one
   */
  @Transactional
  public void recordObservation(StoredRunbook looked, Observation seen) {
    UUID id = looked.id();
    repository
        .findAndLock(id)
        .map(this::stored)
        .filter(before -> before.plan().equals(looked.plan()))
        .ifPresent(before -> recordObservation(before, looked.observationRequestedAt(), seen));
  }

  private void recordObservation(StoredRunbook before, @Nullable Instant asked, Observation seen) {
    UUID id = before.id();
    Runbook.ObservedRunbook after =
        Runbook.afterObservation(before.plan(), seen, before.state(), judge);
    saveState(id, after.state());
    pieces.replacePart(id, OBSERVATION, SnapshotFile.writePart(seen));
    RunbookEntity fresh = lockExisting(id);
    fresh.observedAt = seen.at();
    fresh.observationRequestedAt =
        Objects.equals(fresh.observationRequestedAt, asked) ? null : fresh.observationRequestedAt;
    fresh.failure = null;
    fresh.nextObservationAt = ObservationSchedule.next(after.runbook(), seen, clock.instant());
    Account account = accounts.get(fresh.accountId);
    List<EvaluatedStep> stood = before.runbook().map(Runbook::steps).orElse(List.of());
    outbox.publish(() -> notices.of(id, account, stood, after.runbook()));
  }

  /**
   * Notes that a look came to nothing.
   *
   * @param asked when it was asked for as it began: who asked later is still to get one
   */
  @Transactional
  public void recordFailure(UUID id, @Nullable Instant asked, String why) {
    repository
        .findAndLock(id)
        .ifPresent(entity -> {
          entity.observationRequestedAt =
              Objects.equals(entity.observationRequestedAt, asked)
                  ? null
                  : entity.observationRequestedAt;
          entity.failure = why.substring(0, Math.min(why.length(), 500));
          entity.nextObservationAt = clock.instant().plus(ObservationSchedule.RETRY_DELAY);
        });
  }

  /** Notes that a look was asked for; the job that makes it is stored by the caller. */
  @Transactional
  public void recordObservationRequest(UUID id) {
    lockExisting(id).observationRequestedAt = clock.instant();
  }

  private void saveState(UUID id, RunbookState memory) {
    pieces.replacePart(id, STATE, RunbookStateJson.write(memory));
  }

  private RunbookEntity lockExisting(UUID id) {
    return repository.findAndLock(id).orElseThrow(() -> new NoSuchRunbookException(id));
  }
}
