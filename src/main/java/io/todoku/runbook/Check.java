package io.todoku.runbook;

/** One thing that a step rests on. */
@FunctionalInterface
interface Check {

  /** What can be said of it, from what was seen and is remembered. */
  Outcome in(Scene scene);

  /** What it is about: of another check, a word or a proof does not stand for this one. */
  default Object subject() {
    return this;
  }
}
