package io.todoku.cli;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.history.FindingKey;
import io.todoku.history.Visibility;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the findings of an account differ from those of an earlier snapshot, judged by the same
 * rules. A finding is the same if its rule and the key of its resource are.
 *
 * @param baselineAt when the earlier snapshot was collected; null where there is none of the
 *     account, so that every open finding is new
 * @param before the earlier findings
 * @param worse findings that are worse now, that were not there before, or that were known and are
 *     unknown now
 * @param hidden earlier findings whose place could not be read now
 */
record BaselineComparison(
    @Nullable Instant baselineAt,
    Map<FindingKey, Item> before,
    List<Item> worse,
    List<Item> hidden) {

  /** What a finding is to a reader who knows the baseline, as SARIF tells it. */
  enum BaselineState {
    NEW,
    UPDATED,
    UNCHANGED
  }

  /**
   * @param baseline the checklist of the earlier snapshot; null where there is none
   */
  static BaselineComparison of(Checklist now, Snapshot snapshot, @Nullable Checklist baseline) {
    Map<FindingKey, Item> before = new HashMap<>();
    if (baseline != null) {
      baseline.items().forEach(item -> before.put(FindingKey.of(item.finding()), item));
    }
    Set<FindingKey> found = new HashSet<>();
    now.items().forEach(item -> found.add(FindingKey.of(item.finding())));
    return new BaselineComparison(
        baseline == null ? null : baseline.scan().finishedAt(),
        before,
        now.items().stream()
            .filter(item -> isWorse(item, before.get(FindingKey.of(item.finding()))))
            .toList(),
        baseline == null
            ? List.of()
            : baseline.items().stream()
                .filter(item -> !found.contains(FindingKey.of(item.finding())))
                .filter(item -> Visibility.isHidden(snapshot, item.finding().resource()))
                .toList());
  }

  private static boolean isWorse(Item now, @Nullable Item before) {
    int rank = rank(now);
    if (rank == 0) {
      return false;
    }
    return before == null
        || before.waiver() != null
        || (now.verdict() == Verdict.UNKNOWN
            ? before.verdict() != Verdict.UNKNOWN
            : before.verdict() == Verdict.UNKNOWN || rank > rank(before));
  }

  /** Zero where there is nothing to do. */
  private static int rank(Item item) {
    if (item.waiver() != null) {
      return 0;
    }
    return switch (item.verdict()) {
      case PASS, NOT_APPLICABLE -> 0;
      case WARN -> 1;
      case UNKNOWN, FAIL -> 2;
    };
  }

  boolean isWorse(Item item) {
    return worse.stream().anyMatch(one -> one == item);
  }

  BaselineState state(Item item) {
    Item earlier = before.get(FindingKey.of(item.finding()));
    if (earlier == null) {
      return BaselineState.NEW;
    }
    return earlier.verdict() == item.verdict()
            && (earlier.waiver() == null) == (item.waiver() == null)
        ? BaselineState.UNCHANGED
        : BaselineState.UPDATED;
  }
}
