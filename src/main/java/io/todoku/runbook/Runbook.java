package io.todoku.runbook;

import io.todoku.rule.Judge;
import io.todoku.runbook.Outcome.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A plan and where all its steps stand.
 *
 * @param seenAt when the world was last looked at
 */
record Runbook(Plan plan, Instant seenAt, List<StepView> steps) {

  /** What a look has added to what was known. */
  record Seen(Runbook runbook, Memory memory) {}

  /** Where the steps stand by an earlier look; time alone may have moved them. */
  static Runbook of(Plan plan, Sighting seen, Memory memory, Judge judge, Instant now) {
    return new Runbook(
        plan,
        seen.at(),
        Walk.through(new Scene(plan, seen, memory, judge.judge(seen.target()), now)));
  }

  /** Where they stand after a new look, and what is remembered of it. */
  static Seen after(Plan plan, Sighting seen, Memory before, Judge judge) {
    Memory looked =
        placed(plan, seen, before.withRecords(Phase.after(before.records(), seen.names())));
    Runbook runbook = of(plan, seen, looked, judge, seen.at());
    return new Seen(runbook, Walk.remembered(looked, runbook.steps(), seen.at()));
  }

  /** With where the addresses are that the plan moves between instances. */
  private static Memory placed(Plan plan, Sighting seen, Memory before) {
    Memory memory = before;
    for (Step step : Steps.of(plan)) {
      for (Check check : step.checks()) {
        if (check instanceof Moved moved) {
          memory = moved.after(new Scene(plan, seen, memory, List.of(), seen.at()));
        }
      }
    }
    return memory;
  }

  boolean isDone() {
    return steps.stream().allMatch(StepView::isOver);
  }

  /** Whether what keeps it from going on is that something could not be found out. */
  boolean isUnknown() {
    return !isDone()
        && steps.stream()
            .filter(step -> !step.isOver() && step.state() != StepState.WAITING)
            .allMatch(step -> step.state() == StepState.BLOCKED);
  }

  /** The step that it stands at; empty once all are done. */
  Optional<StepView> current() {
    return steps.stream()
        .filter(step -> step.state() == StepState.CONTRADICTED)
        .findFirst()
        .or(() ->
            steps.stream()
                .filter(step -> !step.isOver() && step.state() != StepState.WAITING)
                .findFirst())
        .or(() -> steps.stream().filter(step -> !step.isOver()).findFirst());
  }

  long doneSteps() {
    return steps.stream().filter(StepView::isDone).count();
  }

  /** Whether a check of some step cannot be made. */
  boolean hasUnknown() {
    return steps.stream()
        .flatMap(step -> step.outcomes().stream())
        .anyMatch(outcome -> outcome.result() == Result.UNKNOWN);
  }
}
