package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.notify.Outbox;
import io.todoku.rule.Judge;
import io.todoku.runbook.Memory.Withdrawal;
import io.todoku.runbook.Memory.Word;
import io.todoku.runbook.WrongPlanException.Problem;
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
class Runbooks {

  private static final String PLAN = "plan";
  private static final String MEMORY = "memory";
  private static final String SIGHTING = "sighting";

  private final RunbookRepository repository;
  private final RunbookPieces pieces;
  private final Accounts accounts;
  private final RunbookNotices notices;
  private final Outbox outbox;
  private final Judge judge;
  private final Clock clock;

  Runbooks(
      RunbookRepository repository,
      RunbookPieces pieces,
      Accounts accounts,
      RunbookNotices notices,
      Outbox outbox,
      Judge judge,
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
   * A plan that is kept.
   *
   * @param runbook empty before the first look
   */
  record Kept(RunbookEntity entity, Plan plan, Memory memory, Optional<Runbook> runbook) {}

  /** Newest first. */
  @Transactional(readOnly = true)
  public List<Kept> all() {
    return repository.findAllByOrderByMadeAtDescIdDesc().stream().map(this::kept).toList();
  }

  /**
   * Where it stands at this moment, by the last look.
   *
   * @throws NoSuchRunbookException where there is none
   */
  @Transactional(readOnly = true)
  public Kept get(UUID id) {
    return repository
        .findById(id)
        .map(this::kept)
        .orElseThrow(() -> new NoSuchRunbookException(id));
  }

  /** Whether a look is asked for, or under way. */
  @Transactional(readOnly = true)
  public boolean isLookedAt(UUID id) {
    return repository.findById(id).orElseThrow(() -> new NoSuchRunbookException(id)).askedAt
        != null;
  }

  private Kept kept(RunbookEntity entity) {
    Plan plan = plan(entity.id);
    Memory memory = memory(entity.id);
    Optional<Runbook> runbook =
        pieces
            .read(entity.id, SIGHTING)
            .map(bytes -> SnapshotFile.readPart(bytes, Sighting.class))
            .map(seen -> Runbook.of(plan, seen, memory, judge, clock.instant()));
    return new Kept(entity, plan, memory, runbook);
  }

  private Plan plan(UUID id) {
    return pieces
        .read(id, PLAN)
        .map(bytes -> SnapshotFile.readPart(bytes, Plan.class))
        .orElseThrow(() -> new NoSuchRunbookException(id));
  }

  private Memory memory(UUID id) {
    return pieces.read(id, MEMORY).map(MemoryJson::read).orElse(Memory.NOTHING);
  }

  /**
   * @throws io.todoku.account.NoSuchAccountException where the target account is not known
   */
  @Transactional
  public RunbookEntity begin(Plan plan, String who) {
    Account target = accounts.get(plan.target().account());
    RunbookEntity entity = new RunbookEntity();
    entity.name = plan.name();
    entity.accountId = target.id();
    entity.madeAt = clock.instant();
    entity.madeBy = who;
    entity.nextAt = entity.madeAt;
    repository.saveAndFlush(entity);
    pieces.keep(entity.id, PLAN, SnapshotFile.writePart(plan));
    return entity;
  }

  /** The plans that go to an account. */
  @Transactional(readOnly = true)
  public List<RunbookEntity> of(String accountId) {
    return repository.findByAccountId(accountId);
  }

  /** Goes on with a plan that was begun elsewhere. */
  @Transactional
  public void resume(Plan plan, String who, Memory memory, Sighting seen) {
    UUID id = begin(plan, who).id;
    keep(id, memory);
    seen(get(id), seen);
  }

  /** Puts another plan in place of it; what is remembered of steps that are the same stays. */
  @Transactional
  public void change(UUID id, Plan plan) {
    var _ = accounts.get(plan.target().account());
    RunbookEntity entity = locked(id);
    entity.name = plan.name();
    entity.accountId = plan.target().account();
    Memory memory = memory(id).onlyOf(Steps.inBoth(plan(id), plan));
    keep(id, memory);
    pieces.keep(id, PLAN, SnapshotFile.writePart(plan));
    pieces.forget(id, SIGHTING);
  }

  @Transactional
  public void remove(UUID id) {
    repository.delete(locked(id));
  }

  @Transactional
  public void watch(UUID id, boolean watched) {
    RunbookEntity entity = locked(id);
    entity.watched = watched;
    entity.nextAt = clock.instant();
  }

  /** What a person says of a step that asks for a word. */
  @Transactional
  public void say(UUID id, String step, String who, String note) {
    remember(id, step, who, note, Memory::saying);
  }

  /** Lets a step go ahead of its order. */
  @Transactional
  public void override(UUID id, String step, String who, String reason) {
    remember(id, step, who, reason, Memory::overriding);
  }

  /** Takes back what was said of a step; it is kept that it was. */
  @Transactional
  public void withdrawWord(UUID id, String step, String who) {
    withdraw(id, step, who, Memory::withoutWords);
  }

  /** Puts a step back into its order; what it was let go ahead for is kept. */
  @Transactional
  public void withdrawOverride(UUID id, String step, String who) {
    withdraw(id, step, who, Memory::withoutOverrides);
  }

  private void withdraw(UUID id, String step, String who, Withdrawing how) {
    locked(id);
    keep(id, how.from(memory(id), step, new Withdrawal(who, clock.instant())));
  }

  @FunctionalInterface
  private interface Withdrawing {
    Memory from(Memory memory, String step, Withdrawal how);
  }

  private void remember(
      UUID id, String step, String who, String text, BiFunction<Memory, Word, Memory> how) {
    locked(id);
    if (text.isBlank() || text.length() > 2000) {
      throw new WrongPlanException(Problem.WORD, "note");
    }
    if (Steps.of(plan(id)).stream().noneMatch(one -> one.id().equals(step))) {
      throw new WrongPlanException(Problem.STEP, "step");
    }
    Memory after = how.apply(memory(id), new Word(step, who, clock.instant(), text.strip()));
    keep(id, progressed(id, after));
  }

  /** A word may be all that a step waits for. */
  private Memory progressed(UUID id, Memory memory) {
    Plan plan = plan(id);
    return pieces
        .read(id, SIGHTING)
        .map(bytes -> SnapshotFile.readPart(bytes, Sighting.class))
        .map(seen -> {
          Instant now = clock.instant();
          return Walk.remembered(memory, Runbook.of(plan, seen, memory, judge, now).steps(), now);
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
  public void seen(Kept looked, Sighting seen) {
    UUID id = looked.entity().id;
    repository
        .lock(id)
        .map(this::kept)
        .filter(before -> before.plan().equals(looked.plan()))
        .ifPresent(before -> seen(before, looked.entity().askedAt, seen));
  }

  private void seen(Kept before, @Nullable Instant asked, Sighting seen) {
    UUID id = before.entity().id;
    Runbook.Seen after = Runbook.after(before.plan(), seen, before.memory(), judge);
    keep(id, after.memory());
    pieces.keep(id, SIGHTING, SnapshotFile.writePart(seen));
    RunbookEntity fresh = locked(id);
    fresh.seenAt = seen.at();
    fresh.askedAt = Objects.equals(fresh.askedAt, asked) ? null : fresh.askedAt;
    fresh.failure = null;
    fresh.nextAt = Watching.next(after.runbook(), seen, clock.instant());
    Account account = accounts.get(fresh.accountId);
    List<StepView> stood = before.runbook().map(Runbook::steps).orElse(List.of());
    outbox.tell(() -> notices.of(id, account, stood, after.runbook()));
  }

  /**
   * Notes that a look came to nothing.
   *
   * @param asked when it was asked for as it began: who asked later is still to get one
   */
  @Transactional
  public void failed(UUID id, @Nullable Instant asked, String why) {
    repository
        .lock(id)
        .ifPresent(entity -> {
          entity.askedAt = Objects.equals(entity.askedAt, asked) ? null : entity.askedAt;
          entity.failure = why.substring(0, Math.min(why.length(), 500));
          entity.nextAt = clock.instant().plus(Watching.AFTER_FAILURE);
        });
  }

  /** Notes that a look was asked for; the job that makes it is stored by the caller. */
  @Transactional
  public void asked(UUID id) {
    locked(id).askedAt = clock.instant();
  }

  private void keep(UUID id, Memory memory) {
    pieces.keep(id, MEMORY, MemoryJson.write(memory));
  }

  private RunbookEntity locked(UUID id) {
    return repository.lock(id).orElseThrow(() -> new NoSuchRunbookException(id));
  }
}
