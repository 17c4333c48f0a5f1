package io.todoku.account;

import java.util.List;

/** Tells which rules exist, so that no attestation is stored for a rule that takes none. */
public interface KnownRules {

  /** The ids of all rules. */
  List<String> ids();

  boolean exists(String rule);

  /** Whether a rule takes attestations about what it cannot observe. */
  boolean acceptsAttestation(String rule);
}
