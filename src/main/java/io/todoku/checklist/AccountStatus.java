package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.CollectionOutcome;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The readiness of an account, its counts and its most urgent finding.
 *
 * @param mostUrgent the most urgent finding; null where nothing is to be done
 * @param order the position of that finding's rule in the catalogue, see {@link
 *     io.todoku.rule.RuleInfo#order()}; {@link Integer#MAX_VALUE} where nothing is open
 * @param unreadable whether the last scan could read nothing of the account
 * @param openRules the most urgent finding of each rule with open findings, by the rule's id
 * @param causes ids of the causes of what is unknown
 * @param verdicts how many findings each rule has, by verdict
 */
record AccountStatus(
    Readiness readiness,
    FindingCounts counts,
    @Nullable OpenFinding mostUrgent,
    int order,
    Instant scannedAt,
    boolean unreadable,
    Map<String, OpenFinding> openRules,
    Set<String> causes,
    Map<RuleVerdict, Integer> verdicts) {

  /**
   * A rule and what it found.
   *
   * @param verdict in small letters; {@code waived} for a finding under a waiver
   */
  record RuleVerdict(String rule, String verdict) {

    static final String WAIVED = "waived";

    static RuleVerdict of(Item item) {
      return new RuleVerdict(
          item.rule().id(), item.urgency() == Urgency.WAIVED ? WAIVED : name(item.verdict()));
    }

    static String name(Verdict verdict) {
      return verdict.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A finding as a page of accounts tells it.
   *
   * @param cause that hides the finding; null where it is known
   */
  record OpenFinding(Text summary, @Nullable Cause cause) {

    String sentence(Wording wording) {
      return cause == null
          ? wording.of(summary)
          : CauseView.sentence(cause, wording) + wording.of("cause.end");
    }
  }

  static AccountStatus of(Checklist list) {
    List<Item> open =
        list.items().stream()
            .filter(item -> item.urgency().compareTo(Urgency.ADVICE) <= 0)
            .sorted(Comparator.comparing(Item::urgency).thenComparing(item -> item.rule().order()))
            .toList();
    Optional<Item> first =
        open.stream().filter(item -> item.urgency().compareTo(Urgency.WARNING) <= 0).findFirst();
    Map<String, OpenFinding> byRule = new LinkedHashMap<>();
    open.forEach(item -> byRule.computeIfAbsent(item.rule().id(), _ -> openFinding(list, item)));
    return new AccountStatus(
        list.readiness(),
        FindingCounts.of(list),
        first.map(item -> byRule.get(item.rule().id())).orElse(null),
        first.map(item -> item.rule().order()).orElse(Integer.MAX_VALUE),
        list.scan().finishedAt(),
        list.scan().outcome() == CollectionOutcome.FAILED,
        Collections.unmodifiableMap(byRule),
        list.causes().stream().map(Cause::id).collect(Collectors.toUnmodifiableSet()),
        list.items().stream()
            .collect(Collectors.toUnmodifiableMap(RuleVerdict::of, _ -> 1, Integer::sum)));
  }

  private static OpenFinding openFinding(Checklist list, Item item) {
    return new OpenFinding(
        item.finding().summary(), list.causeOf(item).map(Cause::abridged).orElse(null));
  }
}
