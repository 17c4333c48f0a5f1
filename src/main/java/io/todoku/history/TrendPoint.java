package io.todoku.history;

import io.todoku.rule.Finding;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Area;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The verdict counts of required rules after one scan, without waived findings.
 *
 * @param at when the scan ended
 * @param areas areas with at least one finding, waived or not
 */
public record TrendPoint(Instant at, Map<Area, VerdictCounts> areas) {

  /** How many findings have which verdict; {@code fine} counts PASS and NOT_APPLICABLE. */
  public record VerdictCounts(int fine, int warned, int unknown, int failed) {

    public static final VerdictCounts NONE = new VerdictCounts(0, 0, 0, 0);

    VerdictCounts plus(Verdict verdict) {
      return switch (verdict) {
        case PASS, NOT_APPLICABLE -> new VerdictCounts(fine + 1, warned, unknown, failed);
        case WARN -> new VerdictCounts(fine, warned + 1, unknown, failed);
        case UNKNOWN -> new VerdictCounts(fine, warned, unknown + 1, failed);
        case FAIL -> new VerdictCounts(fine, warned, unknown, failed + 1);
      };
    }
  }

  /**
   * @param catalogue the rules to count; findings of other rules are left out
   */
  public static TrendPoint of(
      Instant at,
      List<Finding> findings,
      Collection<RuleInfo> catalogue,
      Predicate<Finding> waived) {
    Map<String, RuleInfo> rules =
        catalogue.stream().collect(Collectors.toMap(RuleInfo::id, Function.identity()));
    Map<Area, VerdictCounts> areas = new EnumMap<>(Area.class);
    for (Finding finding : findings) {
      RuleInfo rule = rules.get(finding.rule());
      if (rule != null && rule.level() == Level.REQUIRED) {
        VerdictCounts before = areas.getOrDefault(rule.area(), VerdictCounts.NONE);
        areas.put(rule.area(), waived.test(finding) ? before : before.plus(finding.verdict()));
      }
    }
    return new TrendPoint(at, areas);
  }
}
