package io.todoku.runbook;

import io.todoku.checklist.Wording;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import io.todoku.runbook.RunbookView.CheckLine;
import io.todoku.runbook.RunbookView.StepLine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a runbook into one language. */
final class RunbookWording {

  private final Wording wording;
  private final Map<String, String> titles;
  private final Set<String> blocks;

  private RunbookWording(Runbook runbook, Wording wording) {
    this.wording = wording;
    this.titles =
        runbook.steps().stream()
            .collect(Collectors.toMap(view -> view.step().id(), view -> title(view, wording)));
    this.blocks =
        runbook.steps().stream()
            .filter(view -> view.state() == StepState.BLOCKED)
            .map(view -> view.step().id())
            .collect(Collectors.toSet());
  }

  static RunbookView of(Runbook runbook, Wording wording) {
    RunbookWording words = new RunbookWording(runbook, wording);
    Plan plan = runbook.plan();
    return new RunbookView(
        plan.name(),
        plan.way(),
        plan.domain(),
        runbook.isDone() ? "done" : runbook.isUnknown() ? "unknown" : "not-yet",
        runbook.seenAt(),
        (int) runbook.doneSteps(),
        runbook.current().map(view -> view.step().id()).orElse(null),
        runbook.steps().stream().map(words::line).toList());
  }

  static String title(StepView view, Wording wording) {
    return text(view.step(), "title", wording);
  }

  private static String text(Step step, String part, Wording wording) {
    return wording.of(new Text("runbook.step." + step.kind() + "." + part, step.arguments()));
  }

  private StepLine line(StepView view) {
    Step step = view.step();
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
        view.ahead() ? wording.of("runbook.ahead") : null,
        view.isOver() ? List.of() : waits(view.waitsFor()),
        view.isOver() ? List.of() : titles(view.barred()),
        replaced(view),
        view.word(),
        view.override() == null
            ? null
            : wording.of("runbook.overridden", view.override().by(), view.override().note()),
        view.withdrawn(),
        view.notBefore(),
        view.done() == null ? null : view.done().at(),
        view.done() == null ? List.of() : view.done().evidence(),
        !view.isOver() && asks(view.outcomes()));
  }

  /** A word is asked for once it counts: when all that comes before it holds. */
  private static boolean asks(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !outcome.isHeld())
        .findFirst()
        .filter(outcome -> outcome.result() == Result.WORD)
        .isPresent();
  }

  private @Nullable String replaced(StepView view) {
    String by = view.replacedBy();
    return by == null ? null : titles.get(by);
  }

  private List<String> titles(List<String> steps) {
    return steps.stream().map(id -> titles.getOrDefault(id, id)).toList();
  }

  /** One that could not be checked keeps them waiting for another reason than one to be done. */
  private List<String> waits(List<String> steps) {
    String blocked = wording.of("runbook.state." + StepState.BLOCKED.id());
    return steps.stream()
        .map(id -> titles.getOrDefault(id, id) + (blocks.contains(id) ? " (" + blocked + ")" : ""))
        .toList();
  }

  private CheckLine line(Outcome outcome) {
    return new CheckLine(
        outcome.result().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        wording.of(outcome.says()),
        outcome.unknown() == null ? null : wording.of(outcome.unknown()),
        outcome.notBefore(),
        outcome.evidence());
  }
}
