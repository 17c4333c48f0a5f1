package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.runbook.Memory.Done;
import io.todoku.runbook.Memory.Word;
import io.todoku.runbook.Outcome.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works out where each step of a plan stands, from what was seen, what is remembered and the time.
 */
final class Walk {

  private final Scene scene;
  private final List<Step> steps;
  private final Map<String, List<Outcome>> outcomes = new HashMap<>();
  private final Map<String, StepView> views = new LinkedHashMap<>();

  private Walk(Scene scene) {
    this.scene = scene;
    this.steps = Steps.of(scene.plan());
  }

  static List<StepView> through(Scene scene) {
    Walk walk = new Walk(scene);
    for (Step step : walk.steps) {
      walk.outcomes.put(step.id(), step.checks().stream().map(check -> check.in(scene)).toList());
    }
    walk.steps.forEach(step -> walk.views.put(step.id(), walk.view(step)));
    return List.copyOf(walk.views.values());
  }

  private StepView view(Step step) {
    List<Outcome> its = outcomes(step.id());
    Word override = scene.memory().override(step.id()).orElse(null);
    List<String> barred = step.enforced().stream().filter(id -> !isDone(id)).toList();
    List<String> waitsFor = step.after().stream().filter(id -> !isDone(id)).toList();
    boolean open = barred.isEmpty() && (waitsFor.isEmpty() || override != null);
    Done done = scene.memory().done(step.id()).orElse(null);
    String replaced = replacedBy(step, done);
    boolean held = its.stream().allMatch(Outcome::isHeld);
    return new StepView(
        step,
        state(its, open, done != null, replaced != null),
        its,
        held && !open && done == null && replaced == null,
        waitsFor,
        barred,
        replaced,
        done,
        override,
        step.commands().apply(scene));
  }

  private static StepState state(
      List<Outcome> its, boolean open, boolean wasDone, boolean replaced) {
    if (replaced) {
      return StepState.DONE;
    }
    if (its.stream().allMatch(Outcome::isHeld)) {
      return open || wasDone ? StepState.DONE : StepState.WAITING;
    }
    boolean fails =
        its.stream().anyMatch(o -> o.result() == Result.NOT_YET || o.result() == Result.PARTLY);
    boolean unknown = its.stream().anyMatch(o -> o.result() == Result.UNKNOWN);
    if (wasDone && fails) {
      return StepState.CONTRADICTED;
    }
    if (unknown && !fails && (open || wasDone)) {
      return StepState.BLOCKED;
    }
    if (!open) {
      return StepState.WAITING;
    }
    boolean onlyWords = its.stream().allMatch(o -> o.isHeld() || o.result() == Result.WORD);
    if (onlyWords) {
      return StepState.NEEDS_WORD;
    }
    boolean begun =
        its.stream().anyMatch(o -> o.result() != Result.NOT_YET && o.result() != Result.WORD);
    return begun ? StepState.IN_PROGRESS : StepState.READY;
  }

  /**
   * The step that has undone this one on purpose: shown to be done itself, or begun after this one
   * was done.
   */
  private @Nullable String replacedBy(Step step, @Nullable Done done) {
    String until = step.until();
    if (until == null) {
      return null;
    }
    boolean shown = outcomes(until).stream().allMatch(Outcome::isHeld);
    boolean begun = done != null && isBegun(until);
    return scene.memory().done(until).isPresent() || shown || begun ? until : null;
  }

  /** Whether all that comes before a step was done, and it is at least partly so itself. */
  private boolean isBegun(String id) {
    Step step = steps.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    return step.after().stream().allMatch(before -> scene.memory().done(before).isPresent())
        && outcomes(id).stream()
            .anyMatch(o -> o.isHeld() || o.result() == Result.PARTLY || o.result() == Result.TIME);
  }

  private List<Outcome> outcomes(String id) {
    return outcomes.getOrDefault(id, List.of());
  }

  /** Of a step that stands before the one in question. */
  private boolean isDone(String id) {
    StepView view = views.get(id);
    return view != null && view.isDone();
  }

  /** What is remembered of the steps after a look: when each was first done, and its last proof. */
  static Memory remembered(Memory before, List<StepView> views, Instant at) {
    Memory memory = before;
    for (StepView view : views) {
      if (view.isDone() && view.outcomes().stream().allMatch(Outcome::isHeld)) {
        List<Evidence> evidence =
            view.outcomes().stream()
                .flatMap(o -> o.evidence().stream())
                .distinct()
                .collect(Collectors.toList());
        memory =
            memory.withDone(
                view.step().id(), new Done(view.done() == null ? at : view.done().at(), evidence));
      }
    }
    return memory;
  }
}
