package io.todoku.runbook.step;

import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import io.todoku.runbook.plan.StepDecision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step and where it stands.
 *
 * @param outcomes of its checks, in their order
 * @param ahead whether the world shows it already, before its turn
 * @param waitsFor the steps that are to be done before it and are not
 * @param barred those of them without which AWS refuses it
 * @param replacedBy the step that has undone it on purpose, or made it needless; null where none
 *     has
 * @param done when it was first shown to be done; null where it never was
 * @param word what a person says of it; null where nobody does
 * @param override by which a person lets it go ahead of its order; null where none does
 * @param withdrawn words and overrides that were taken back
 * @param commands to paste
 */
public record EvaluatedStep(
    RunbookStep step,
    StepState state,
    List<CheckOutcome> outcomes,
    boolean aheadOfTurn,
    List<String> waitsFor,
    List<String> missingForAws,
    @Nullable String replacedBy,
    @Nullable StepCompletion completion,
    @Nullable StepDecision confirmation,
    @Nullable StepDecision override,
    List<StepDecision> withdrawn,
    List<String> commands) {

  public boolean isDone() {
    return state == StepState.DONE;
  }

  /** Whether nothing is left to do for it. */
  public boolean isFinished() {
    return isDone() || state == StepState.SKIPPED;
  }

  /** The earliest time at which it can be done; null where that is not a matter of time. */
  @Nullable
  public Instant notBefore() {
    return isFinished()
        ? null
        : outcomes.stream()
            .flatMap(outcome -> Stream.ofNullable(outcome.notBefore()))
            .max(Comparator.naturalOrder())
            .orElse(null);
  }
}
