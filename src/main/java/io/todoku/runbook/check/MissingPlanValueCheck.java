package io.todoku.runbook.check;

/**
 * The plan lacks the value that is to be checked, so the condition does not hold yet.
 *
 * @param planKey the key of the value in the plan, for example {@code first.address}
 */
public record MissingPlanValueCheck(String planKey) implements StepCheck {
  @Override
  public CheckOutcome evaluate(CheckContext context) {
    return CheckOutcome.ofMissingPlanValue(planKey);
  }
}
