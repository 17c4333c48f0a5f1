package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Memory.Done;
import io.todoku.runbook.Memory.Word;
import io.todoku.runbook.Outcome.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    Done done = scene.memory().done(step.id()).orElse(null);
    List<Outcome> its = confirmed(outcomes(step.id()), done);
    Word override = scene.memory().override(step.id()).orElse(null);
    List<String> barred = step.enforced().stream().filter(id -> !isMade(id)).toList();
    List<String> waitsFor = waitsFor(step);
    boolean open = barred.isEmpty() && (waitsFor.isEmpty() || override != null);
    Undoing undoing = undoing(step, done != null);
    boolean held = outcomes(step.id()).stream().allMatch(Outcome::isHeld);
    StepState state = state(its, open, done != null, undoing);
    boolean undone = undoing == Undoing.YES && (state == StepState.SKIPPED || !held);
    return new StepView(
        step,
        state,
        its,
        held && state == StepState.WAITING && done == null && !isAsBefore(step),
        waitsFor,
        barred,
        undone ? step.until() : null,
        done,
        scene.memory().word(step.id()).orElse(null),
        override,
        scene.memory().withdrawn(step.id()),
        step.commands().apply(scene));
  }

  /**
   * Where time or a word alone would make it done, a new look has to show that all the rest is
   * still so.
   */
  private List<Outcome> confirmed(List<Outcome> its, @Nullable Done done) {
    boolean known = done != null && done.undone() == null;
    if (known || scene.isFresh() || !its.stream().allMatch(Outcome::isHeld)) {
      return its;
    }
    Text says = Text.of("runbook.check.stale");
    Outcome stale = new Outcome(Result.TIME, says, List.of(), null, null);
    return Stream.concat(its.stream(), Stream.of(stale)).toList();
  }

  /**
   * The steps right before it that are not done, and those further back whose work is gone again.
   */
  private List<String> waitsFor(Step step) {
    return step.after().stream()
        .flatMap(id -> Stream.concat(isDone(id) ? Stream.empty() : Stream.of(id), goneBefore(id)))
        .distinct()
        .toList();
  }

  private Stream<String> goneBefore(String id) {
    StepView view = views.get(id);
    return view == null
        ? Stream.empty()
        : view.waitsFor().stream().filter(before -> scene.memory().done(before).isPresent());
  }

  /** What a step brings back is so from the beginning, until the step that it undoes was done. */
  private boolean isAsBefore(Step step) {
    return steps.stream()
        .filter(other -> step.id().equals(other.until()) || other.id().equals(step.undoes()))
        .anyMatch(other -> scene.memory().done(other.id()).isEmpty());
  }

  private static StepState state(
      List<Outcome> its, boolean open, boolean wasDone, Undoing undoing) {
    boolean held = its.stream().allMatch(Outcome::isHeld);
    if ((wasDone && (held || undoing == Undoing.YES)) || (held && open)) {
      return StepState.DONE;
    }
    if (undoing == Undoing.YES) {
      return StepState.SKIPPED;
    }
    if (held) {
      return StepState.WAITING;
    }
    boolean fails = its.stream().anyMatch(Outcome::fails);
    boolean unknown = its.stream().anyMatch(o -> o.result() == Result.UNKNOWN);
    if (wasDone && fails) {
      return undoing == Undoing.MAYBE ? StepState.BLOCKED : StepState.CONTRADICTED;
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
    boolean begun = its.stream().anyMatch(o -> isPartly(o) || o.result() == Result.TIME);
    return begun ? StepState.IN_PROGRESS : StepState.READY;
  }

  private static boolean isPartly(Outcome outcome) {
    return outcome.isHeld() || outcome.result() == Result.PARTLY;
  }

  /** Whether the step that undoes another on purpose has done so. */
  private enum Undoing {
    NO,
    /** It may have begun, and that could not be found out. */
    MAYBE,
    YES
  }

  /**
   * Once the later step was done, and is not taken back; or is at its last check, in its turn and
   * after this one was done.
   */
  private Undoing undoing(Step step, boolean wasDone) {
    String until = step.until();
    if (until == null) {
      return Undoing.NO;
    }
    boolean stands = outcomes(until).stream().noneMatch(Outcome::fails);
    if (scene.memory().done(until).isPresent() && stands) {
      return Undoing.YES;
    }
    return wasDone && isItsTurn(until) ? begun(outcomes(until)) : Undoing.NO;
  }

  private boolean isItsTurn(String id) {
    return scene.memory().override(id).isPresent()
        || steps.stream()
            .filter(step -> step.id().equals(id))
            .flatMap(step -> step.after().stream())
            .allMatch(before -> scene.memory().done(before).isPresent());
  }

  /** Checks come true in their order: all but the last, or the only one. */
  private static Undoing begun(List<Outcome> its) {
    List<Outcome> first = its.subList(0, Math.max(1, its.size() - 1));
    if (first.stream().allMatch(Walk::isPartly)) {
      return Undoing.YES;
    }
    return first.stream().allMatch(o -> isPartly(o) || o.result() == Result.UNKNOWN)
        ? Undoing.MAYBE
        : Undoing.NO;
  }

  private List<Outcome> outcomes(String id) {
    return outcomes.getOrDefault(id, List.of());
  }

  /** Whether a step is done as far as AWS can tell: caches may still have to forget. */
  private boolean isMade(String id) {
    return isDone(id) || outcomes(id).stream().allMatch(o -> o.isHeld() || o.notBefore() != null);
  }

  /** Of a step that stands before the one in question. */
  private boolean isDone(String id) {
    StepView view = views.get(id);
    return view != null && view.isOver();
  }

  /** What is remembered of the steps after a look: since when each is shown, and its last proof. */
  static Memory remembered(Memory before, List<StepView> views, Instant at) {
    Memory memory = before;
    for (StepView view : views) {
      memory = memory.withDone(view.step().id(), done(view, at));
    }
    return memory;
  }

  private static @Nullable Done done(StepView view, Instant at) {
    Done before = view.done();
    if (view.state() == StepState.CONTRADICTED) {
      return before == null ? null : before.undoneAt(at);
    }
    if (!view.isDone() || !view.outcomes().stream().allMatch(Outcome::isHeld)) {
      return before;
    }
    List<Evidence> evidence =
        view.outcomes().stream().flatMap(o -> o.evidence().stream()).distinct().toList();
    return new Done(before == null || before.undone() != null ? at : before.at(), evidence);
  }
}
