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
 * The readiness of an account, its counts and its most urgent finding.
 *
 * @param mostUrgent the summary of the most urgent finding; null where nothing is open
 * @param mostUrgentCause the cause that hides that finding; null where it is known
 * @param order the position of that finding's rule in the catalogue, see {@link
 *     io.todoku.rule.RuleInfo#order()}; {@link Integer#MAX_VALUE} where nothing is open
 * @param openRules ids of the rules with open findings
 */
record AccountStatus(
    Readiness readiness,
    FindingCounts counts,
    @Nullable Text mostUrgent,
    @Nullable Cause mostUrgentCause,
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
        first.flatMap(list::causeOf).map(Cause::abridged).orElse(null),
        first.map(item -> item.rule().order()).orElse(Integer.MAX_VALUE),
        list.scan().finishedAt(),
        list.items().stream()
            .filter(item -> item.urgency().compareTo(Urgency.ADVICE) <= 0)
            .map(item -> item.rule().id())
            .distinct()
            .toList());
  }
}
