package io.todoku.scan;

import io.todoku.rule.Finding;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Area;
import io.todoku.rule.RuleInfo.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How an account stood after a scan, by the verdicts of required rules and without what is waived.
 *
 * @param at the end of the scan
 * @param areas only those that had findings, waived or not
 */
public record CoursePoint(Instant at, Map<Area, Tally> areas) {

  /** How many findings were what; those that do not apply are fine. */
  public record Tally(int fine, int warned, int unknown, int failed) {

    public static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally and(Finding finding) {
      return switch (finding.verdict()) {
        case PASS, NOT_APPLICABLE -> new Tally(fine + 1, warned, unknown, failed);
        case WARN -> new Tally(fine, warned + 1, unknown, failed);
        case UNKNOWN -> new Tally(fine, warned, unknown + 1, failed);
        case FAIL -> new Tally(fine, warned, unknown, failed + 1);
      };
    }
  }

  /**
   * @param catalogue the rules that count; findings of others are left out
   */
  public static CoursePoint of(
      Instant at,
      List<Finding> findings,
      Collection<RuleInfo> catalogue,
      Predicate<Finding> waived) {
    Map<String, RuleInfo> rules =
        catalogue.stream().collect(Collectors.toMap(RuleInfo::id, Function.identity()));
    Map<Area, Tally> areas = new EnumMap<>(Area.class);
    for (Finding finding : findings) {
      RuleInfo rule = rules.get(finding.rule());
      if (rule != null && rule.level() == Level.REQUIRED) {
        Tally before = areas.getOrDefault(rule.area(), Tally.NONE);
        areas.put(rule.area(), waived.test(finding) ? before : before.and(finding));
      }
    }
    return new CoursePoint(at, areas);
  }
}
