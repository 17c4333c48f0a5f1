package io.todoku.runbook.check;

import io.todoku.rule.Text;
import java.util.List;

/**
 * The plan does not say yet what is to be checked.
 *
 * @param part of the plan: {@code first.address}
 */
public record MissingPlanValueCheck(String planKey) implements StepCheck {
  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    return CheckOutcome.notYet(Text.of("runbook.check.unset", planKey), List.of());
  }
}
