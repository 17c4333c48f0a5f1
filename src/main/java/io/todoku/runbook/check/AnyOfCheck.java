package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import java.util.List;

/**
 * A check that a person can answer where it asks for a word.
 *
 * @param said what the person says
 */
public record AnyOfCheck(StepCheck check, ConfirmedByUser confirmation) implements StepCheck {

  @Override
  public Object comparisonKey() {
    return List.of(check.comparisonKey(), confirmation.comparisonKey());
  }

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    CheckOutcome outcome = check.evaluate(scene);
    if (outcome.result() != CheckResult.NEEDS_CONFIRMATION) {
      return outcome;
    }
    CheckOutcome word = confirmation.evaluate(scene);
    return word.isSatisfied()
        ? word
        : new CheckOutcome(
            CheckResult.NEEDS_CONFIRMATION,
            Text.of("runbook.check.word.found", outcome.message(), confirmation.questionText()),
            outcome.evidence(),
            null,
            null);
  }
}
