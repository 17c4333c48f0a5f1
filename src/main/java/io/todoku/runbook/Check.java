package io.todoku.runbook;

/** One thing that a step rests on. */
@FunctionalInterface
interface Check {

  /** What can be said of it, from what was seen and is remembered. */
  Outcome in(Scene scene);
}
