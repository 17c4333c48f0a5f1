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
   * One finding for each resource that the rule is about; never null, empty where there is none.
   */
  List<Finding> judge(Snapshot snapshot);
}
