package io.todoku.runbook;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param id within the plan; it does not change
 * @param number among the twelve; 0 for what comes before, between and after
 * @param kind key of its texts
 * @param arguments of its texts
 * @param checks that show it to be done, in the order in which they come true
 * @param after steps to be done first, as good order has it
 * @param enforced those of them without which AWS refuses it
 * @param until the step that undoes it on purpose; null where it stays
 * @param undoes the step whose work it takes back; null where it takes none back
 * @param commands to paste, filled in
 */
record Step(
    String id,
    int number,
    String kind,
    List<Object> arguments,
    List<Check> checks,
    List<String> after,
    List<String> enforced,
    @Nullable String until,
    @Nullable String undoes,
    Function<Scene, List<String>> commands) {

  Step checks(Check... others) {
    return new Step(
        id, number, kind, arguments, List.of(others), after, enforced, until, undoes, commands);
  }

  /** Whether it says the same of the same things. */
  boolean isAboutTheSameAs(Step other) {
    return kind.equals(other.kind)
        && arguments.equals(other.arguments)
        && subjects().equals(other.subjects());
  }

  private List<Object> subjects() {
    return checks.stream().map(Check::subject).toList();
  }

  Step after(String... steps) {
    return new Step(
        id, number, kind, arguments, checks, List.of(steps), enforced, until, undoes, commands);
  }

  Step enforced(String... steps) {
    return new Step(
        id, number, kind, arguments, checks, after, List.of(steps), until, undoes, commands);
  }

  Step until(String step) {
    return new Step(id, number, kind, arguments, checks, after, enforced, step, undoes, commands);
  }

  Step undoes(String step) {
    return new Step(id, number, kind, arguments, checks, after, enforced, until, step, commands);
  }

  Step number(int place) {
    return new Step(id, place, kind, arguments, checks, after, enforced, until, undoes, commands);
  }

  Step commands(Function<Scene, List<String>> lines) {
    return new Step(id, number, kind, arguments, checks, after, enforced, until, undoes, lines);
  }
}
