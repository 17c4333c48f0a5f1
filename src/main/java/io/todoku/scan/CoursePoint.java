package io.todoku.scan;

import io.todoku.rule.RuleInfo.Area;
import java.time.Instant;
import java.util.Map;

/**
 * How an account stood after a scan, by the verdicts of required rules.
 *
 * @param at the end of the scan
 * @param areas only those that had findings
 */
public record CoursePoint(Instant at, Map<Area, Tally> areas) {

  /** How many findings were what; those that do not apply are fine. */
  public record Tally(int fine, int warned, int unknown, int failed) {}
}
