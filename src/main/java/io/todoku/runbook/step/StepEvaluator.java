package io.todoku.runbook.step;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import io.todoku.runbook.plan.StepDecision;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Works out where each step of a plan stands, from what was seen, what is remembered and the time.
 */
public final class StepEvaluator {

  private final CheckContext context;
  private final List<RunbookStep> steps;
  private final Map<String, List<CheckOutcome>> outcomes = new HashMap<>();
  private final Map<String, EvaluatedStep> evaluatedSteps = new LinkedHashMap<>();

  private StepEvaluator(CheckContext scene) {
    this.context = scene;
    this.steps = RunbookSteps.of(scene.plan());
  }

  public static List<EvaluatedStep> evaluate(CheckContext scene) {
    StepEvaluator walk = new StepEvaluator(scene);
    for (RunbookStep step : walk.steps) {
      walk.outcomes.put(
          step.id(), step.checks().stream().map(check -> check.evaluate(scene)).toList());
    }
    walk.steps.forEach(step -> walk.evaluatedSteps.put(step.id(), walk.evaluateStep(step)));
    return List.copyOf(walk.evaluatedSteps.values());
  }

  private EvaluatedStep evaluateStep(RunbookStep step) {
    StepCompletion done = context.state().completions(step.id()).orElse(null);
    List<CheckOutcome> its = withFreshness(outcomes(step.id()), done);
    StepDecision override = context.state().override(step.id()).orElse(null);
    List<String> barred = step.requiredByAws().stream().filter(id -> !isDoneForAws(id)).toList();
    List<String> waitsFor = waitsFor(step);
    boolean open = barred.isEmpty() && (waitsFor.isEmpty() || override != null);
    UndoState undoing = undoState(step, done != null);
    boolean held = outcomes(step.id()).stream().allMatch(CheckOutcome::isSatisfied);
    StepState state = state(its, open, done != null, undoing);
    boolean undone = undoing == UndoState.YES && (state == StepState.SKIPPED || !held);
    return new EvaluatedStep(
        step,
        state,
        its,
        held && state == StepState.WAITING && done == null && !restoresInitialState(step),
        waitsFor,
        barred,
        undone ? step.undoneBy() : null,
        done,
        context.state().confirmation(step.id()).orElse(null),
        override,
        context.state().withdrawnDecisions(step.id()),
        step.commands().apply(context));
  }

  /**
   * Where time or a word alone would make it done, a new look has to show that all the rest is
   * still so.
   */
  private List<CheckOutcome> withFreshness(List<CheckOutcome> its, @Nullable StepCompletion done) {
    boolean known = done != null && done.undoneSince() == null;
    if (known
        || context.isObservationFresh()
        || !its.stream().allMatch(CheckOutcome::isSatisfied)) {
      return its;
    }
    Text says = Text.of("runbook.check.stale");
    CheckOutcome stale = new CheckOutcome(CheckResult.NEEDS_TIME, says, List.of(), null, null);
    return Stream.concat(its.stream(), Stream.of(stale)).toList();
  }

  /**
   * The steps right before it that are not done, and those further back whose work is gone again.
   */
  private List<String> waitsFor(RunbookStep step) {
    return step.after().stream()
        .flatMap(id ->
            Stream.concat(isDone(id) ? Stream.empty() : Stream.of(id), undonePredecessors(id)))
        .distinct()
        .toList();
  }

  private Stream<String> undonePredecessors(String id) {
    EvaluatedStep view = evaluatedSteps.get(id);
    return view == null
        ? Stream.empty()
        : view.waitsFor().stream()
            .filter(before -> context.state().completions(before).isPresent());
  }

  /** What a step brings back is so from the beginning, until the step that it undoes was done. */
  private boolean restoresInitialState(RunbookStep step) {
    return steps.stream()
        .filter(other -> step.id().equals(other.undoneBy()) || other.id().equals(step.undoes()))
        .anyMatch(other -> context.state().completions(other.id()).isEmpty());
  }

  private static StepState state(
      List<CheckOutcome> its, boolean open, boolean wasDone, UndoState undoing) {
    boolean held = its.stream().allMatch(CheckOutcome::isSatisfied);
    if ((wasDone && (held || undoing == UndoState.YES)) || (held && open)) {
      return StepState.DONE;
    }
    if (undoing == UndoState.YES) {
      return StepState.SKIPPED;
    }
    if (held) {
      return StepState.WAITING;
    }
    boolean fails = its.stream().anyMatch(CheckOutcome::isRefuted);
    boolean unknown = its.stream().anyMatch(o -> o.result() == CheckResult.UNKNOWN);
    if (wasDone && fails) {
      return undoing == UndoState.MAYBE ? StepState.BLOCKED : StepState.CONTRADICTED;
    }
    if (unknown && !fails && (open || wasDone)) {
      return StepState.BLOCKED;
    }
    if (!open) {
      return StepState.WAITING;
    }
    boolean onlyWords =
        its.stream().allMatch(o -> o.isSatisfied() || o.result() == CheckResult.NEEDS_CONFIRMATION);
    if (onlyWords) {
      return StepState.NEEDS_CONFIRMATION;
    }
    boolean begun = its.stream().anyMatch(o -> isPartly(o) || o.result() == CheckResult.NEEDS_TIME);
    return begun ? StepState.IN_PROGRESS : StepState.READY;
  }

  private static boolean isPartly(CheckOutcome outcome) {
    return outcome.isSatisfied() || outcome.result() == CheckResult.PARTLY;
  }

  /** Whether the step that undoes another on purpose has done so. */
  private enum UndoState {
    NO,
    /** It may have begun, and that could not be found out. */
    MAYBE,
    YES
  }

  /**
   * Once the later step was done, and is not taken back; or is at its last check, in its turn and
   * after this one was done.
   */
  private UndoState undoState(RunbookStep step, boolean wasDone) {
    String until = step.undoneBy();
    if (until == null) {
      return UndoState.NO;
    }
    boolean stands = outcomes(until).stream().noneMatch(CheckOutcome::isRefuted);
    if (context.state().completions(until).isPresent() && stands) {
      return UndoState.YES;
    }
    return wasDone && isDue(until) ? undoStateOf(outcomes(until)) : UndoState.NO;
  }

  private boolean isDue(String id) {
    return context.state().override(id).isPresent()
        || steps.stream()
            .filter(step -> step.id().equals(id))
            .flatMap(step -> step.after().stream())
            .allMatch(before -> context.state().completions(before).isPresent());
  }

  /** Checks come true in their order: all but the last, or the only one. */
  private static UndoState undoStateOf(List<CheckOutcome> its) {
    List<CheckOutcome> first = its.subList(0, Math.max(1, its.size() - 1));
    if (first.stream().allMatch(StepEvaluator::isPartly)) {
      return UndoState.YES;
    }
    return first.stream().allMatch(o -> isPartly(o) || o.result() == CheckResult.UNKNOWN)
        ? UndoState.MAYBE
        : UndoState.NO;
  }

  private List<CheckOutcome> outcomes(String id) {
    return outcomes.getOrDefault(id, List.of());
  }

  /** Whether a step is done as far as AWS can tell: caches may still have to forget. */
  private boolean isDoneForAws(String id) {
    return isDone(id)
        || outcomes(id).stream().allMatch(o -> o.isSatisfied() || o.notBefore() != null);
  }

  /** Of a step that stands before the one in question. */
  private boolean isDone(String id) {
    EvaluatedStep view = evaluatedSteps.get(id);
    return view != null && view.isFinished();
  }

  /** What is remembered of the steps after a look: since when each is shown, and its last proof. */
  public static RunbookState recordCompletions(
      RunbookState before, List<EvaluatedStep> views, Instant at) {
    RunbookState memory = before;
    for (EvaluatedStep view : views) {
      memory = memory.withCompletion(view.step().id(), completion(view, at));
    }
    return memory;
  }

  private static @Nullable StepCompletion completion(EvaluatedStep view, Instant at) {
    StepCompletion before = view.completion();
    if (view.state() == StepState.CONTRADICTED) {
      return before == null ? null : before.markUndone(at);
    }
    if (!view.isDone() || !view.outcomes().stream().allMatch(CheckOutcome::isSatisfied)) {
      return before;
    }
    List<Evidence> evidence =
        view.outcomes().stream().flatMap(o -> o.evidence().stream()).distinct().toList();
    return new StepCompletion(
        before == null || before.undoneSince() != null ? at : before.at(), evidence);
  }
}
