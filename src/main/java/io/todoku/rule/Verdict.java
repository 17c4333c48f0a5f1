package io.todoku.rule;

/** What a rule says of a resource. */
public enum Verdict {
  PASS,
  FAIL,
  WARN,
  UNKNOWN,
  NOT_APPLICABLE
}
