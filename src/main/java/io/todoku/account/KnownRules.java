package io.todoku.account;

/** Which rules there are, so that nobody's word is kept for one that nothing asks. */
public interface KnownRules {

  boolean exists(String rule);

  /** Whether a person can answer what this rule cannot see. */
  boolean acceptsAttestation(String rule);
}
