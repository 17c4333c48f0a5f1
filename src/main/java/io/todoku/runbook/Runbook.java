package io.todoku.runbook;

import io.todoku.rule.RuleEngine;
import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.check.ElasticIpReassociatedCheck;
import io.todoku.runbook.check.StepCheck;
import io.todoku.runbook.observe.AnswerPeriod;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.RunbookSteps;
import io.todoku.runbook.step.StepEvaluator;
import io.todoku.runbook.step.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A plan and where all its steps stand.
 *
 * @param seenAt when the world was last looked at
 */
public record Runbook(Plan plan, Instant observedAt, List<EvaluatedStep> steps) {

  /** What a look has added to what was known. */
  record ObservedRunbook(Runbook runbook, RunbookState state) {}

  /** Where the steps stand by an earlier look; time alone may have moved them. */
  static Runbook of(
      Plan plan, Observation seen, RunbookState memory, RuleEngine judge, Instant now) {
    return new Runbook(
        plan,
        seen.at(),
        StepEvaluator.evaluate(
            new CheckContext(plan, seen, memory, judge.judge(seen.target()), now)));
  }

  /** Where they stand after a new look, and what is remembered of it. */
  static ObservedRunbook afterObservation(
      Plan plan, Observation seen, RunbookState before, RuleEngine judge) {
    RunbookState looked =
        withInstancePeriods(
            plan,
            seen,
            before.withAnswerPeriods(
                AnswerPeriod.update(before.answerPeriods(), seen.nameViews())));
    Runbook runbook = of(plan, seen, looked, judge, seen.at());
    return new ObservedRunbook(
        runbook, StepEvaluator.recordCompletions(looked, runbook.steps(), seen.at()));
  }

  /** With where the addresses are that the plan moves between instances. */
  private static RunbookState withInstancePeriods(
      Plan plan, Observation seen, RunbookState before) {
    RunbookState memory = before;
    for (RunbookStep step : RunbookSteps.of(plan)) {
      for (StepCheck check : step.checks()) {
        if (check instanceof ElasticIpReassociatedCheck moved) {
          memory = moved.recordInstance(new CheckContext(plan, seen, memory, List.of(), seen.at()));
        }
      }
    }
    return memory;
  }

  public boolean isDone() {
    return steps.stream().allMatch(EvaluatedStep::isFinished);
  }

  /** Whether what keeps it from going on is that something could not be found out. */
  public boolean isUnknown() {
    return !isDone()
        && steps.stream()
            .filter(step -> !step.isFinished() && step.state() != StepState.WAITING)
            .allMatch(step -> step.state() == StepState.BLOCKED);
  }

  /** The step that it stands at; empty once all are done. */
  public Optional<EvaluatedStep> current() {
    return steps.stream()
        .filter(step -> step.state() == StepState.CONTRADICTED)
        .findFirst()
        .or(() ->
            steps.stream()
                .filter(step -> !step.isFinished() && step.state() != StepState.WAITING)
                .findFirst())
        .or(() -> steps.stream().filter(step -> !step.isFinished()).findFirst());
  }

  public long doneCount() {
    return steps.stream().filter(EvaluatedStep::isDone).count();
  }
}
