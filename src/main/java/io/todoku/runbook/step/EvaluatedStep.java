package io.todoku.runbook.step;

import io.todoku.rule.RemedyBlock;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import io.todoku.runbook.plan.StepDecision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step and its state.
 *
 * @param outcomes the outcomes of its checks, in their order
 * @param aheadOfTurn whether its checks hold although steps before it are not done
 * @param waitsFor the ids of the steps that must be done before it and are not
 * @param missingForAws the ids of unfinished steps without which AWS refuses it
 * @param replacedBy the id of the later step that has undone it on purpose or made it unnecessary;
 *     null if none has
 * @param completion when it was first done, and the evidence; null if it never was
 * @param confirmation the confirmation in force; null if there is none
 * @param override the override in force, which releases it from its order; null if there is none
 * @param withdrawn its withdrawn confirmations and overrides, oldest first
 * @param blocks the commands, records and requests to paste
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
    List<RemedyBlock> blocks) {

  public boolean isDone() {
    return state == StepState.DONE;
  }

  /** Whether nothing is left to do for it: it is done or skipped. */
  public boolean isFinished() {
    return isDone() || state == StepState.SKIPPED;
  }

  /** The earliest time at which it can be done; null if that does not depend on time alone. */
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
