package io.todoku.runbook;

import io.todoku.checklist.RemedyPart;
import io.todoku.checklist.RemedyView;
import io.todoku.checklist.RemedyView.RemedyBlockView;
import io.todoku.checklist.Wording;
import io.todoku.runbook.RunbookView.CheckLine;
import io.todoku.runbook.RunbookView.StepLine;
import io.todoku.runbook.RunbookView.StepLink;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.RunbookSteps;
import io.todoku.runbook.step.StepState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates the view of a runbook in one language. */
public final class RunbookViewMapper {

  private final Plan plan;
  private final Wording wording;
  private final Map<String, String> titles;
  private final Set<String> blockedSteps;
  private final List<String> ids;

  private RunbookViewMapper(Runbook runbook, Wording wording) {
    this.plan = runbook.plan();
    this.wording = wording;
    this.titles =
        runbook.steps().stream()
            .collect(Collectors.toMap(step -> step.step().id(), step -> title(step, wording)));
    this.ids = runbook.steps().stream().map(step -> step.step().id()).toList();
    this.blockedSteps =
        runbook.steps().stream()
            .filter(step -> step.state() == StepState.BLOCKED)
            .map(step -> step.step().id())
            .collect(Collectors.toSet());
  }

  public static RunbookView of(Runbook runbook, Wording wording) {
    RunbookViewMapper mapper = new RunbookViewMapper(runbook, wording);
    Plan plan = runbook.plan();
    List<EvaluatedStep> steps = runbook.steps();
    return new RunbookView(
        plan.name(),
        plan.strategy(),
        plan.domain(),
        runbook.isDone() ? "done" : runbook.isUnknown() ? "unknown" : "not-yet",
        runbook.observedAt(),
        (int) runbook.doneCount(),
        runbook.current().map(step -> step.step().id()).orElse(null),
        IntStream.range(0, steps.size()).mapToObj(i -> mapper.line(i + 1, steps.get(i))).toList());
  }

  /**
   * The steps of a plan that was not observed yet, or not since it was changed: what was done
   * before, and everything else as not observed.
   */
  public static List<StepLine> ofUnobserved(Plan plan, RunbookState state, Wording wording) {
    List<RunbookStep> steps = RunbookSteps.of(plan);
    return IntStream.range(0, steps.size())
        .mapToObj(i -> unobserved(i + 1, steps.get(i), state, wording))
        .toList();
  }

  private static StepLine unobserved(
      int position, RunbookStep step, RunbookState state, Wording wording) {
    StepCompletion completion =
        state.completion(step.id()).filter(recorded -> recorded.undoneSince() == null).orElse(null);
    StepState shown = completion == null ? StepState.NOT_OBSERVED : StepState.DONE;
    return new StepLine(
        step.id(),
        position,
        step.number(),
        wording.of(step.title()),
        shown,
        wording.of("runbook.state." + shown.id()),
        List.of(),
        wording.of(step.text("do")),
        List.of(),
        List.of(),
        List.of(),
        wording.of(step.text("back")),
        null,
        List.of(),
        List.of(),
        null,
        state.confirmation(step.id()).orElse(null),
        null,
        state.withdrawnDecisions(step.id()),
        null,
        completion == null ? null : completion.at(),
        completion == null ? List.of() : completion.evidence(),
        false,
        List.of(),
        List.of());
  }

  static String title(EvaluatedStep step, Wording wording) {
    return wording.of(step.step().title());
  }

  private StepLine line(int position, EvaluatedStep step) {
    RunbookStep definition = step.step();
    List<RemedyBlockView> blocks =
        step.blocks().stream().map(block -> RemedyBlockView.of(block, wording)).toList();
    return new StepLine(
        definition.id(),
        position,
        definition.number(),
        title(step, wording),
        step.state(),
        wording.of("runbook.state." + step.state().id()),
        step.outcomes().stream().map(outcome -> line(definition, outcome)).toList(),
        wording.of(definition.text("do")),
        blocks,
        RemedyView.texts(blocks),
        RemedyPart.forms(blocks),
        wording.of(definition.text("back")),
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
        !step.isFinished() && needsConfirmation(step.outcomes()),
        step.isFinished() ? List.of() : links(step.waitsFor()),
        step.isFinished() ? List.of() : links(step.missingForAws()));
  }

  private List<StepLink> links(List<String> steps) {
    return steps.stream()
        .map(id -> new StepLink(id, ids.indexOf(id) + 1, blockedSteps.contains(id)))
        .toList();
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

  private CheckLine line(RunbookStep step, CheckOutcome outcome) {
    CheckOutcome.ServerCount missing = outcome.missing();
    return new CheckLine(
        outcome.result().id,
        wording.of(outcome.message()),
        outcome.unknown() == null ? null : wording.of(outcome.unknown()),
        outcome.notBefore(),
        outcome.evidence(),
        missing == null
            ? null
            : wording.of("runbook.waiting.servers", missing.missing(), missing.all()),
        missingKey(step, outcome),
        outcome.isAboutCaches());
  }

  /** Without a selector no DKIM key can be looked up, whatever is published. */
  private @Nullable String missingKey(RunbookStep step, CheckOutcome outcome) {
    boolean lacksSelectors =
        step.kind().equals("dkim-covers")
            && plan.dkimSelectors().isEmpty()
            && !outcome.isSatisfied();
    return lacksSelectors ? "dkim-selectors" : outcome.missingPlanKey();
  }
}
