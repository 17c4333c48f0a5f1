package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.rule.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an account stands, in a few words.
 *
 * @param first the most urgent thing; null where nothing is to be done
 * @param turn of that thing, the smaller the earlier, see {@link io.todoku.rule.RuleInfo#turn()};
 *     the greatest where nothing is to be done
 * @param openRules ids of the rules that leave something to do
 */
record AccountStatus(
    Readiness readiness,
    FindingCounts counts,
    @Nullable Text mostUrgent,
    int order,
    Instant scannedAt,
    List<String> openRules) {

  static AccountStatus of(Checklist list) {
    Optional<Item> first =
        list.items().stream()
            .filter(item -> item.urgency().compareTo(Urgency.WARNING) <= 0)
            .min(Comparator.comparing(Item::urgency).thenComparing(item -> item.rule().order()));
    return new AccountStatus(
        list.readiness(),
        FindingCounts.of(list),
        first.map(item -> item.finding().summary()).orElse(null),
        first.map(item -> item.rule().order()).orElse(Integer.MAX_VALUE),
        list.scan().finishedAt(),
        list.items().stream()
            .filter(item -> item.urgency().compareTo(Urgency.ADVICE) <= 0)
            .map(item -> item.rule().id())
            .distinct()
            .toList());
  }
}
