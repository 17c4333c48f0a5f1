package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import java.util.List;

/**
 * A check whose place a person's confirmation can take if it needs one.
 *
 * @param confirmation the confirmation that is asked for
 */
public record AnyOfCheck(StepCheck check, ConfirmedByUser confirmation) implements StepCheck {

  @Override
  public Object comparisonKey() {
    return List.of(check.comparisonKey(), confirmation.comparisonKey());
  }

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    CheckOutcome outcome = check.evaluate(context);
    if (outcome.result() != CheckResult.NEEDS_CONFIRMATION) {
      return outcome;
    }
    CheckOutcome confirmed = confirmation.evaluate(context);
    return confirmed.isSatisfied()
        ? confirmed
        : new CheckOutcome(
            CheckResult.NEEDS_CONFIRMATION,
            Text.of("runbook.check.word.found", outcome.message(), confirmation.questionText()),
            outcome.evidence(),
            null,
            null);
  }
}
