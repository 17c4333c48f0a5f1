package io.todoku.snapshot;

/** How much of an account could be collected. */
public enum Outcome {
  COMPLETE,
  PARTIAL,
  FAILED
}
