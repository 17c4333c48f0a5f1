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
 * A plan and the states of its steps.
 *
 * @param observedAt when the plan was last observed
 * @param steps all steps in their order
 */
public record Runbook(Plan plan, Instant observedAt, List<EvaluatedStep> steps) {

  /** A runbook after an observation, and the state to store. */
  record ObservedRunbook(Runbook runbook, RunbookState state) {}

  /**
   * Evaluates the steps at a later time than the observation, because time alone can change their
   * states.
   */
  static Runbook of(
      Plan plan, Observation observation, RunbookState state, RuleEngine judge, Instant now) {
    return new Runbook(
        plan,
        observation.at(),
        StepEvaluator.evaluate(
            new CheckContext(plan, observation, state, judge.judge(observation.target()), now)));
  }

  /** Evaluates the steps after a new observation, and adds it to the stored state. */
  static ObservedRunbook afterObservation(
      Plan plan, Observation observation, RunbookState before, RuleEngine judge) {
    RunbookState observedState =
        withInstancePeriods(
            plan,
            observation,
            before.withAnswerPeriods(
                AnswerPeriod.update(before.answerPeriods(), observation.nameViews())));
    Runbook runbook = of(plan, observation, observedState, judge, observation.at());
    return new ObservedRunbook(
        runbook, StepEvaluator.recordCompletions(observedState, runbook.steps(), observation.at()));
  }

  /** Adds the instances of the Elastic IPs that the plan moves to another instance. */
  private static RunbookState withInstancePeriods(
      Plan plan, Observation observation, RunbookState before) {
    RunbookState state = before;
    for (RunbookStep step : RunbookSteps.of(plan)) {
      for (StepCheck check : step.checks()) {
        if (check instanceof ElasticIpReassociatedCheck reassociated) {
          state =
              reassociated.recordInstance(
                  new CheckContext(plan, observation, state, List.of(), observation.at()));
        }
      }
    }
    return state;
  }

  /** Whether all steps are done or skipped. */
  public boolean isDone() {
    return steps.stream().allMatch(EvaluatedStep::isFinished);
  }

  /** Whether it cannot go on only because something could not be found out. */
  public boolean isUnknown() {
    return !isDone()
        && steps.stream()
            .filter(step -> !step.isFinished() && step.state() != StepState.WAITING)
            .allMatch(step -> step.state() == StepState.BLOCKED);
  }

  /** The step to do next; empty once all are done. */
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
