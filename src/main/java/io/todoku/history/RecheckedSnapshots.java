package io.todoku.history;

import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import io.todoku.snapshot.RecheckMerge;
import io.todoku.snapshot.RecheckObservations;
import io.todoku.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Decides which observations of a recheck replace earlier ones. A recheck in which something failed
 * must neither hide a failure that an earlier scan found nor pass what no scan has observed as a
 * whole.
 */
@Component
public class RecheckedSnapshots {

  private static final Set<Verdict> FOUND = Set.of(Verdict.FAIL, Verdict.WARN);
  private static final Set<Verdict> FINE = Set.of(Verdict.PASS, Verdict.NOT_APPLICABLE);

  private final RuleEngine engine;

  RecheckedSnapshots(RuleEngine engine) {
    this.engine = engine;
  }

  /**
   * The new snapshot: with all new observations, else with those that are known, else with none.
   *
   * @param judgedNow adds what the rules need to judge a snapshot now
   */
  Snapshot choose(
      Snapshot base, String scanId, RecheckObservations fresh, UnaryOperator<Snapshot> judgedNow) {
    Snapshot all = RecheckMerge.merge(base, scanId, fresh, ReplacedObservations.ALL);
    if (fresh.obstacles().isEmpty()) {
      return all;
    }
    Map<FindingKey, Verdict> before = verdicts(judgedNow.apply(base));
    Map<FindingKey, Verdict> ofAll = verdicts(judgedNow.apply(all));
    if (!hidesFailure(before, ofAll)) {
      return all;
    }
    Snapshot known = RecheckMerge.merge(base, scanId, fresh, ReplacedObservations.KNOWN);
    Map<FindingKey, Verdict> ofKnown = verdicts(judgedNow.apply(known));
    return hidesFailure(before, ofKnown) || passesMore(before, ofAll, ofKnown)
        ? RecheckMerge.merge(base, scanId, fresh, ReplacedObservations.NONE)
        : known;
  }

  private Map<FindingKey, Verdict> verdicts(Snapshot snapshot) {
    List<Finding> findings = engine.judge(snapshot);
    Map<FindingKey, Verdict> verdicts = new HashMap<>();
    findings.forEach(finding -> verdicts.put(FindingKey.of(finding), finding.verdict()));
    return verdicts;
  }

  private static boolean hidesFailure(
      Map<FindingKey, Verdict> before, Map<FindingKey, Verdict> after) {
    return before.entrySet().stream()
        .filter(entry -> FOUND.contains(entry.getValue()))
        .map(entry -> after.getOrDefault(entry.getKey(), Verdict.UNKNOWN))
        .anyMatch(Verdict.UNKNOWN::equals);
  }

  /** Whether something passes only because earlier and new observations are mixed. */
  private static boolean passesMore(
      Map<FindingKey, Verdict> before,
      Map<FindingKey, Verdict> ofAll,
      Map<FindingKey, Verdict> ofKnown) {
    return ofKnown.entrySet().stream()
        .filter(entry -> FINE.contains(entry.getValue()))
        .anyMatch(entry ->
            !FINE.contains(before.getOrDefault(entry.getKey(), Verdict.UNKNOWN))
                && !FINE.contains(ofAll.getOrDefault(entry.getKey(), Verdict.UNKNOWN)));
  }
}
