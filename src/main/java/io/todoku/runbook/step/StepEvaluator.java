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
 * Determines the state of each step of a plan from the last observation, the stored state and the
 * time.
 */
public final class StepEvaluator {

  private final CheckContext context;
  private final List<RunbookStep> steps;
  private final Map<String, List<CheckOutcome>> outcomes = new HashMap<>();
  private final Map<String, EvaluatedStep> evaluatedSteps = new LinkedHashMap<>();

  private StepEvaluator(CheckContext context) {
    this.context = context;
    this.steps = RunbookSteps.of(context.plan());
  }

  public static List<EvaluatedStep> evaluate(CheckContext context) {
    StepEvaluator evaluator = new StepEvaluator(context);
    for (RunbookStep step : evaluator.steps) {
      evaluator.outcomes.put(
          step.id(), step.checks().stream().map(check -> check.evaluate(context)).toList());
    }
    evaluator.steps.forEach(
        step -> evaluator.evaluatedSteps.put(step.id(), evaluator.evaluateStep(step)));
    return List.copyOf(evaluator.evaluatedSteps.values());
  }

  private EvaluatedStep evaluateStep(RunbookStep step) {
    StepCompletion completion = context.state().completion(step.id()).orElse(null);
    List<CheckOutcome> stepOutcomes = withFreshness(outcomes(step.id()), completion);
    StepDecision override = context.state().override(step.id()).orElse(null);
    List<String> missingForAws =
        step.requiredByAws().stream().filter(id -> !isDoneForAws(id)).toList();
    List<String> waitsFor = waitsFor(step);
    boolean canStart = missingForAws.isEmpty() && (waitsFor.isEmpty() || override != null);
    UndoState undoState = undoState(step, completion != null);
    boolean allHold = outcomes(step.id()).stream().allMatch(CheckOutcome::isSatisfied);
    StepState state = state(stepOutcomes, canStart, completion != null, undoState);
    boolean isReplaced = undoState == UndoState.YES && (state == StepState.SKIPPED || !allHold);
    return new EvaluatedStep(
        step,
        state,
        stepOutcomes,
        allHold && state == StepState.WAITING && completion == null && !restoresInitialState(step),
        waitsFor,
        missingForAws,
        isReplaced ? step.undoneBy() : null,
        completion,
        context.state().confirmation(step.id()).orElse(null),
        override,
        context.state().withdrawnDecisions(step.id()),
        step.blocks().apply(context));
  }

  /**
   * Adds an outcome that waits for a new observation if all checks hold but the last observation is
   * too old to show that they still do. So neither time nor a confirmation alone makes a step done.
   */
  private List<CheckOutcome> withFreshness(
      List<CheckOutcome> stepOutcomes, @Nullable StepCompletion completion) {
    boolean isRecordedAsDone = completion != null && completion.undoneSince() == null;
    if (isRecordedAsDone
        || context.isObservationFresh()
        || !stepOutcomes.stream().allMatch(CheckOutcome::isSatisfied)) {
      return stepOutcomes;
    }
    Text message = Text.of("runbook.check.stale");
    CheckOutcome stale = new CheckOutcome(CheckResult.NEEDS_TIME, message, List.of(), null, null);
    return Stream.concat(stepOutcomes.stream(), Stream.of(stale)).toList();
  }

  /**
   * The preceding steps that are not done, and the steps further back that were done and have been
   * undone.
   */
  private List<String> waitsFor(RunbookStep step) {
    return step.after().stream()
        .flatMap(id ->
            Stream.concat(isDone(id) ? Stream.empty() : Stream.of(id), undonePredecessors(id)))
        .distinct()
        .toList();
  }

  private Stream<String> undonePredecessors(String id) {
    EvaluatedStep step = evaluatedSteps.get(id);
    return step == null
        ? Stream.empty()
        : step.waitsFor().stream().filter(before -> context.state().completion(before).isPresent());
  }

  /**
   * Whether a step restores the initial state, and the step that it takes back was never done. Its
   * checks then hold from the beginning and show nothing.
   */
  private boolean restoresInitialState(RunbookStep step) {
    return steps.stream()
        .filter(other -> step.id().equals(other.undoneBy()) || other.id().equals(step.undoes()))
        .anyMatch(other -> context.state().completion(other.id()).isEmpty());
  }

  private static StepState state(
      List<CheckOutcome> stepOutcomes, boolean canStart, boolean wasDone, UndoState undoState) {
    boolean allHold = stepOutcomes.stream().allMatch(CheckOutcome::isSatisfied);
    if ((wasDone && (allHold || undoState == UndoState.YES)) || (allHold && canStart)) {
      return StepState.DONE;
    }
    if (undoState == UndoState.YES) {
      return StepState.SKIPPED;
    }
    if (allHold) {
      return StepState.WAITING;
    }
    boolean isRefuted = stepOutcomes.stream().anyMatch(CheckOutcome::isRefuted);
    boolean isUnknown =
        stepOutcomes.stream().anyMatch(outcome -> outcome.result() == CheckResult.UNKNOWN);
    if (wasDone && isRefuted) {
      return undoState == UndoState.MAYBE ? StepState.BLOCKED : StepState.CONTRADICTED;
    }
    if (isUnknown && !isRefuted && (canStart || wasDone)) {
      return StepState.BLOCKED;
    }
    if (!canStart) {
      return StepState.WAITING;
    }
    boolean needsOnlyConfirmation =
        stepOutcomes.stream()
            .allMatch(outcome ->
                outcome.isSatisfied() || outcome.result() == CheckResult.NEEDS_CONFIRMATION);
    if (needsOnlyConfirmation) {
      return StepState.NEEDS_CONFIRMATION;
    }
    boolean hasBegun =
        stepOutcomes.stream()
            .anyMatch(outcome -> isPartly(outcome) || outcome.result() == CheckResult.NEEDS_TIME);
    return hasBegun ? StepState.IN_PROGRESS : StepState.READY;
  }

  private static boolean isPartly(CheckOutcome outcome) {
    return outcome.isSatisfied() || outcome.result() == CheckResult.PARTLY;
  }

  /** Whether a later step has undone a step on purpose. */
  private enum UndoState {
    NO,
    /** The later step may have begun, but this could not be found out. */
    MAYBE,
    YES
  }

  /**
   * A later step has undone this one once it was done and is not refuted, or once all its checks
   * but the last hold while it is due and this step was done.
   */
  private UndoState undoState(RunbookStep step, boolean wasDone) {
    String undoneBy = step.undoneBy();
    if (undoneBy == null) {
      return UndoState.NO;
    }
    boolean isNotRefuted = outcomes(undoneBy).stream().noneMatch(CheckOutcome::isRefuted);
    if (context.state().completion(undoneBy).isPresent() && isNotRefuted) {
      return UndoState.YES;
    }
    return wasDone && isDue(undoneBy) ? undoStateOf(outcomes(undoneBy)) : UndoState.NO;
  }

  private boolean isDue(String id) {
    return context.state().override(id).isPresent()
        || steps.stream()
            .filter(step -> step.id().equals(id))
            .flatMap(step -> step.after().stream())
            .allMatch(before -> context.state().completion(before).isPresent());
  }

  /**
   * Looks at all checks but the last, or at the only one, because checks come to hold in their
   * order.
   */
  private static UndoState undoStateOf(List<CheckOutcome> stepOutcomes) {
    List<CheckOutcome> allButLast = stepOutcomes.subList(0, Math.max(1, stepOutcomes.size() - 1));
    if (allButLast.stream().allMatch(StepEvaluator::isPartly)) {
      return UndoState.YES;
    }
    return allButLast.stream()
            .allMatch(outcome -> isPartly(outcome) || outcome.result() == CheckResult.UNKNOWN)
        ? UndoState.MAYBE
        : UndoState.NO;
  }

  private List<CheckOutcome> outcomes(String id) {
    return outcomes.getOrDefault(id, List.of());
  }

  /** Whether AWS considers a step done, although caches may still have old answers. */
  private boolean isDoneForAws(String id) {
    return isDone(id)
        || outcomes(id).stream()
            .allMatch(outcome -> outcome.isSatisfied() || outcome.notBefore() != null);
  }

  /** Whether a step is finished; it must have been evaluated already. */
  private boolean isDone(String id) {
    EvaluatedStep step = evaluatedSteps.get(id);
    return step != null && step.isFinished();
  }

  /** Records which steps are done: since when, and by which evidence. */
  public static RunbookState recordCompletions(
      RunbookState before, List<EvaluatedStep> steps, Instant at) {
    RunbookState state = before;
    for (EvaluatedStep step : steps) {
      state = state.withCompletion(step.step().id(), completion(step, at));
    }
    return state;
  }

  private static @Nullable StepCompletion completion(EvaluatedStep step, Instant at) {
    StepCompletion before = step.completion();
    if (step.state() == StepState.CONTRADICTED) {
      return before == null ? null : before.markUndone(at);
    }
    if (!step.isDone() || !step.outcomes().stream().allMatch(CheckOutcome::isSatisfied)) {
      return before;
    }
    List<Evidence> evidence =
        step.outcomes().stream()
            .flatMap(outcome -> outcome.evidence().stream())
            .distinct()
            .toList();
    return new StepCompletion(
        before == null || before.undoneSince() != null ? at : before.at(), evidence);
  }
}
