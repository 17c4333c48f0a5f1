package io.todoku.runbook.step;

import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.check.StepCheck;
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
public record RunbookStep(
    String id,
    int number,
    String kind,
    List<Object> arguments,
    List<StepCheck> checks,
    List<String> after,
    List<String> requiredByAws,
    @Nullable String undoneBy,
    @Nullable String undoes,
    Function<CheckContext, List<String>> commands) {

  RunbookStep checks(StepCheck... others) {
    return new RunbookStep(
        id,
        number,
        kind,
        arguments,
        List.of(others),
        after,
        requiredByAws,
        undoneBy,
        undoes,
        commands);
  }

  /** Whether it says the same of the same things. */
  boolean isEquivalentTo(RunbookStep other) {
    return kind.equals(other.kind)
        && arguments.equals(other.arguments)
        && comparisonKeys().equals(other.comparisonKeys());
  }

  private List<Object> comparisonKeys() {
    return checks.stream().map(StepCheck::comparisonKey).toList();
  }

  RunbookStep after(String... steps) {
    return new RunbookStep(
        id,
        number,
        kind,
        arguments,
        checks,
        List.of(steps),
        requiredByAws,
        undoneBy,
        undoes,
        commands);
  }

  RunbookStep requiredByAws(String... steps) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, List.of(steps), undoneBy, undoes, commands);
  }

  RunbookStep undoneBy(String step) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, requiredByAws, step, undoes, commands);
  }

  RunbookStep undoes(String step) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, requiredByAws, undoneBy, step, commands);
  }

  RunbookStep number(int place) {
    return new RunbookStep(
        id, place, kind, arguments, checks, after, requiredByAws, undoneBy, undoes, commands);
  }

  RunbookStep commands(Function<CheckContext, List<String>> lines) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, requiredByAws, undoneBy, undoes, lines);
  }
}
