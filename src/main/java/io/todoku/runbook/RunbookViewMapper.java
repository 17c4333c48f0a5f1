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

/** Creates the view of a runbook in one language. */
public final class RunbookViewMapper {

  private final Wording wording;
  private final Map<String, String> titles;
  private final Set<String> blockedSteps;

  private RunbookViewMapper(Runbook runbook, Wording wording) {
    this.wording = wording;
    this.titles =
        runbook.steps().stream()
            .collect(Collectors.toMap(step -> step.step().id(), step -> title(step, wording)));
    this.blockedSteps =
        runbook.steps().stream()
            .filter(step -> step.state() == StepState.BLOCKED)
            .map(step -> step.step().id())
            .collect(Collectors.toSet());
  }

  public static RunbookView of(Runbook runbook, Wording wording) {
    RunbookViewMapper mapper = new RunbookViewMapper(runbook, wording);
    Plan plan = runbook.plan();
    return new RunbookView(
        plan.name(),
        plan.strategy(),
        plan.domain(),
        runbook.isDone() ? "done" : runbook.isUnknown() ? "unknown" : "not-yet",
        runbook.observedAt(),
        (int) runbook.doneCount(),
        runbook.current().map(step -> step.step().id()).orElse(null),
        runbook.steps().stream().map(mapper::line).toList());
  }

  static String title(EvaluatedStep step, Wording wording) {
    return text(step.step(), "title", wording);
  }

  private static String text(RunbookStep step, String part, Wording wording) {
    return wording.of(new Text("runbook.step." + step.kind() + "." + part, step.arguments()));
  }

  private StepLine line(EvaluatedStep step) {
    RunbookStep definition = step.step();
    return new StepLine(
        definition.id(),
        definition.number(),
        title(step, wording),
        step.state(),
        wording.of("runbook.state." + step.state().id()),
        step.outcomes().stream().map(this::line).toList(),
        text(definition, "do", wording),
        step.commands(),
        text(definition, "back", wording),
        step.aheadOfTurn() ? wording.of("runbook.ahead") : null,
        step.isFinished() ? List.of() : waitTitles(step.waitsFor()),
        step.isFinished() ? List.of() : titles(step.missingForAws()),
        replacementTitle(step),
        step.confirmation(),
        step.override() == null
            ? null
            : wording.of("runbook.overridden", step.override().by(), step.override().note()),
        step.withdrawn(),
        step.notBefore(),
        step.completion() == null ? null : step.completion().at(),
        step.completion() == null ? List.of() : step.completion().evidence(),
        !step.isFinished() && needsConfirmation(step.outcomes()));
  }

  /** Whether a confirmation would count now, because all checks before it hold. */
  private static boolean needsConfirmation(List<CheckOutcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !outcome.isSatisfied())
        .findFirst()
        .filter(outcome -> outcome.result() == CheckResult.NEEDS_CONFIRMATION)
        .isPresent();
  }

  private @Nullable String replacementTitle(EvaluatedStep step) {
    String replacedBy = step.replacedBy();
    return replacedBy == null ? null : titles.get(replacedBy);
  }

  private List<String> titles(List<String> steps) {
    return steps.stream().map(id -> titles.getOrDefault(id, id)).toList();
  }

  /**
   * Titles that mark the steps whose state is unknown, because waiting for those has another
   * reason.
   */
  private List<String> waitTitles(List<String> steps) {
    String blocked = wording.of("runbook.state." + StepState.BLOCKED.id());
    return steps.stream()
        .map(id -> {
          String title = titles.getOrDefault(id, id);
          return blockedSteps.contains(id)
              ? wording.of("runbook.waits.blocked", title, blocked)
              : title;
        })
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
