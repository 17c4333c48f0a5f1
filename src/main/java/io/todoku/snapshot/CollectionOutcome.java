package io.todoku.snapshot;

/** How much of an account could be collected. */
public enum CollectionOutcome {
  COMPLETE,
  PARTIAL,
  FAILED
}
