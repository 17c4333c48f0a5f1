package io.todoku.runbook.step;

import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.check.StepCheck;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step of a plan.
 *
 * @param id its id within the plan, which does not change when the plan does
 * @param number its number among the twelve steps; 0 for a step before, between or after them
 * @param kind the part of the message key that selects its texts
 * @param arguments the arguments of its texts
 * @param checks the checks that show that it is done, in the order in which they can hold
 * @param after the ids of the steps to do first; people can override this order
 * @param requiredByAws the ids of the steps without which AWS refuses it; nobody can override this
 * @param undoneBy the id of the later step that undoes it on purpose; null if none does
 * @param undoes the id of the earlier step that it takes back; null if it takes none back
 * @param blocks creates what is to be pasted, filled in with what is known
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
    Function<CheckContext, List<RemedyBlock>> blocks) {

  /** What is so once it is done. */
  public Text title() {
    return text("title");
  }

  /**
   * One of its texts.
   *
   * @param part {@code title}, {@code do} or {@code back}
   */
  public Text text(String part) {
    return new Text("runbook.step." + kind + "." + part, arguments);
  }

  RunbookStep checks(StepCheck... checks) {
    return new RunbookStep(
        id,
        number,
        kind,
        arguments,
        List.of(checks),
        after,
        requiredByAws,
        undoneBy,
        undoes,
        blocks);
  }

  /** Whether a step of another plan has the same texts and checks. */
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
        blocks);
  }

  RunbookStep requiredByAws(String... steps) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, List.of(steps), undoneBy, undoes, blocks);
  }

  RunbookStep undoneBy(String step) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, requiredByAws, step, undoes, blocks);
  }

  RunbookStep undoes(String step) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, requiredByAws, undoneBy, step, blocks);
  }

  RunbookStep number(int number) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, requiredByAws, undoneBy, undoes, blocks);
  }

  RunbookStep blocks(Function<CheckContext, List<RemedyBlock>> blocks) {
    return new RunbookStep(
        id, number, kind, arguments, checks, after, requiredByAws, undoneBy, undoes, blocks);
  }
}
