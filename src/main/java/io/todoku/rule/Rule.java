package io.todoku.rule;

import io.todoku.snapshot.Snapshot;
import java.util.List;

/**
 * A pure function from a snapshot to findings. It knows no clock, database, network, or other rule;
 * it is found by injection.
 */
public interface Rule {

  RuleInfo info();

  /**
   * Judges a snapshot: one finding for each resource that the rule is about, empty where there is
   * none. What could not be collected gives {@code UNKNOWN}, never a missing finding.
   */
  List<Finding> judge(Snapshot snapshot);
}
