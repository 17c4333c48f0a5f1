package io.todoku.runbook.check;

/** One thing that a step rests on. */
@FunctionalInterface
public interface StepCheck {

  /** What can be said of it, from what was seen and is remembered. */
  CheckOutcome evaluate(CheckContext scene);

  /** What it is about: of another check, a word or a proof does not stand for this one. */
  default Object comparisonKey() {
    return this;
  }
}
