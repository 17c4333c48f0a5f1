package io.todoku.checklist;

import io.todoku.checklist.UnfinishedMoves.MoveStep;
import org.jspecify.annotations.Nullable;

/**
 * The step of a planned or running move that mends a finding, in one language.
 *
 * @param runbook the id of the runbook
 * @param move the name of the move
 * @param step the id of the step within the runbook
 * @param number its place among all steps, from 1
 * @param of how many steps the move has
 * @param title of the step
 * @param begun whether the move has begun; otherwise it is planned only
 * @param sentence all of it
 */
public record MoveStepView(
    String runbook,
    String move,
    String step,
    int number,
    int of,
    String title,
    boolean begun,
    String sentence) {

  static @Nullable MoveStepView of(@Nullable MoveStep step, Wording wording) {
    if (step == null) {
      return null;
    }
    String title = wording.of(step.title());
    return new MoveStepView(
        step.runbook(),
        step.move(),
        step.step(),
        step.number(),
        step.of(),
        title,
        step.begun(),
        wording.of(
            step.begun() ? "move.sentence" : "move.sentence.planned",
            step.move(),
            String.valueOf(step.number()),
            String.valueOf(step.of()),
            title));
  }
}
