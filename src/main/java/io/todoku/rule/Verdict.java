package io.todoku.rule;

/** The result of a rule for a resource. */
public enum Verdict {
  PASS,
  FAIL,
  WARN,
  UNKNOWN,
  NOT_APPLICABLE
}
