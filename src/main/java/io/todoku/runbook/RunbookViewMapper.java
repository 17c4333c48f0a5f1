package io.todoku.runbook;

import io.todoku.checklist.Wording;
import io.todoku.rule.Text;
import io.todoku.runbook.RunbookView.CheckLine;
import io.todoku.runbook.RunbookView.StepLine;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.StepState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a runbook into one language. */
public final class RunbookViewMapper {

  private final Wording wording;
  private final Map<String, String> titles;
  private final Set<String> blockedSteps;

  private RunbookViewMapper(Runbook runbook, Wording wording) {
    this.wording = wording;
    this.titles =
        runbook.steps().stream()
            .collect(Collectors.toMap(view -> view.step().id(), view -> title(view, wording)));
    this.blockedSteps =
        runbook.steps().stream()
            .filter(view -> view.state() == StepState.BLOCKED)
            .map(view -> view.step().id())
            .collect(Collectors.toSet());
  }

  public static RunbookView of(Runbook runbook, Wording wording) {
    RunbookViewMapper words = new RunbookViewMapper(runbook, wording);
    Plan plan = runbook.plan();
    return new RunbookView(
        plan.name(),
        plan.strategy(),
        plan.domain(),
        runbook.isDone() ? "done" : runbook.isUnknown() ? "unknown" : "not-yet",
        runbook.observedAt(),
        (int) runbook.doneCount(),
        runbook.current().map(view -> view.step().id()).orElse(null),
        runbook.steps().stream().map(words::line).toList());
  }

  static String title(EvaluatedStep view, Wording wording) {
    return text(view.step(), "title", wording);
  }

  private static String text(RunbookStep step, String part, Wording wording) {
    return wording.of(new Text("runbook.step." + step.kind() + "." + part, step.arguments()));
  }

  private StepLine line(EvaluatedStep view) {
    RunbookStep step = view.step();
    return new StepLine(
        step.id(),
        step.number(),
        title(view, wording),
        view.state(),
        wording.of("runbook.state." + view.state().id()),
        view.outcomes().stream().map(this::line).toList(),
        text(step, "do", wording),
        view.commands(),
        text(step, "back", wording),
        view.aheadOfTurn() ? wording.of("runbook.ahead") : null,
        view.isFinished() ? List.of() : waitTitles(view.waitsFor()),
        view.isFinished() ? List.of() : titles(view.missingForAws()),
        replacementTitle(view),
        view.confirmation(),
        view.override() == null
            ? null
            : wording.of("runbook.overridden", view.override().by(), view.override().note()),
        view.withdrawn(),
        view.notBefore(),
        view.completion() == null ? null : view.completion().at(),
        view.completion() == null ? List.of() : view.completion().evidence(),
        !view.isFinished() && needsConfirmation(view.outcomes()));
  }

  /** A word is asked for once it counts: when all that comes before it holds. */
  private static boolean needsConfirmation(List<CheckOutcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !outcome.isSatisfied())
        .findFirst()
        .filter(outcome -> outcome.result() == CheckResult.NEEDS_CONFIRMATION)
        .isPresent();
  }

  private @Nullable String replacementTitle(EvaluatedStep view) {
    String by = view.replacedBy();
    return by == null ? null : titles.get(by);
  }

  private List<String> titles(List<String> steps) {
    return steps.stream().map(id -> titles.getOrDefault(id, id)).toList();
  }

  /** One that could not be checked keeps them waiting for another reason than one to be done. */
  private List<String> waitTitles(List<String> steps) {
    String blocked = wording.of("runbook.state." + StepState.BLOCKED.id());
    return steps.stream()
        .map(id ->
            titles.getOrDefault(id, id) + (blockedSteps.contains(id) ? " (" + blocked + ")" : ""))
        .toList();
  }

  private CheckLine line(CheckOutcome outcome) {
    return new CheckLine(
        outcome.result().id,
        wording.of(outcome.message()),
        outcome.unknown() == null ? null : wording.of(outcome.unknown()),
        outcome.notBefore(),
        outcome.evidence());
  }
}
