package io.todoku.runbook.check;

/** A condition that must hold for a step to be done. */
@FunctionalInterface
public interface StepCheck {

  /** Decides whether the condition holds, from the last observation and the stored state. */
  CheckOutcome evaluate(CheckContext context);

  /**
   * What the check is about. Confirmations and completions of a step are kept when its plan changes
   * only if the keys of its checks stay equal.
   */
  default Object comparisonKey() {
    return this;
  }
}
