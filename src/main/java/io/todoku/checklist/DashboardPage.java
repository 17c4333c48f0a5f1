package io.todoku.checklist;

import io.todoku.checklist.AccountStatus.OpenFinding;
import io.todoku.checklist.DashboardRow.State;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.Environment;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of the dashboard in one language.
 *
 * @param rows of the accounts that match the filter
 * @param states of all accounts, each with their number; those without accounts are left out
 * @param clients to filter by, with the number of accounts that would be shown; the same for the
 *     next three
 * @param trend of all accounts; null where there were scans on less than two days
 */
record DashboardPage(
    ItemPage<DashboardRowView> rows,
    List<FilterChoice> states,
    @Nullable Instant lastScan,
    List<FilterChoice> clients,
    List<FilterChoice> environments,
    List<FilterChoice> readinesses,
    List<FilterChoice> rules,
    @Nullable TrendLine trend) {

  /** How many days the trend of all accounts looks back. */
  static final int TREND_DAYS = 30;

  /** How many scans the trend of an account looks back. */
  static final int TREND_SCANS = 12;

  private static final int SHOWN_COUNTS = 2;

  private static final char NO_BREAK_SPACE = '\u00a0';

  /** Whether any row has a chart. */
  public boolean hasTrends() {
    return rows.items().stream().anyMatch(view -> view.trend() != null);
  }

  /** A value to filter by, and how many accounts have it. */
  record FilterChoice(String value, String label, long accounts) {}

  /**
   * A row in one language.
   *
   * @param first what is to be done first, or the finding of the rule that is filtered by; null
   *     where nothing is to be done
   * @param firstRule the rule that is filtered by; null where there is none
   * @param trend null where there were less than two scans
   */
  record DashboardRowView(
      DashboardRow row,
      @Nullable String first,
      @Nullable String firstRule,
      String counts,
      @Nullable TrendLine trend) {}

  /**
   * @param all every account, in any order
   * @param trends gives the counts of accounts after their last scans, by id
   * @param toFixByDay how many accounts had something to fix, oldest day first
   */
  static DashboardPage of(
      List<DashboardRow> all,
      DashboardFilter filter,
      List<RuleInfo> catalogue,
      Function<List<String>, Map<String, List<VerdictCounts>>> trends,
      Collection<Integer> toFixByDay,
      Wording wording) {
    ItemPage<DashboardRow> page =
        ItemPage.of(
            "ACCOUNTS",
            true,
            all.stream().filter(filter::matches).sorted(filter.order().order).toList(),
            filter.from());
    Map<String, List<VerdictCounts>> trendsOfPage =
        trends.apply(page.items().stream().map(DashboardRow::id).toList());
    return new DashboardPage(
        page.map(row ->
            view(row, filter.rule(), trendsOfPage.getOrDefault(row.id(), List.of()), wording)),
        choices(
            Arrays.stream(State.values()).map(State::name),
            "",
            name -> wording.of("readiness." + name),
            count(all, row -> Stream.of(row.state().name()))),
        all.stream()
            .map(DashboardRow::scannedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        choices(
            all.stream().map(DashboardRow::client).filter(c -> !c.isEmpty()).distinct().sorted(),
            filter.client(),
            Function.identity(),
            count(withoutChoice("client", all, filter), row -> Stream.of(row.client()))),
        choices(
            Arrays.stream(Environment.values()).map(Environment::id),
            filter.environment(),
            id -> wording.of("environment." + id),
            count(withoutChoice("environment", all, filter), row -> Stream.of(row.environment()))),
        choices(
            Arrays.stream(State.values()).map(State::name),
            filter.readiness(),
            name -> wording.of("readiness." + name),
            count(withoutChoice("readiness", all, filter), row -> Stream.of(row.state().name()))),
        choices(
            catalogue.stream().map(RuleInfo::id),
            filter.rule(),
            id -> wording.ruleTitle(id),
            count(withoutChoice("rule", all, filter), row -> row.openRules().keySet().stream())),
        TrendLine.ofDays(
            toFixByDay,
            (int) all.stream().filter(row -> row.counts().toFix() > 0).count(),
            wording));
  }

  /** The accounts that would be shown if this choice were left open. */
  private static List<DashboardRow> withoutChoice(
      String name, List<DashboardRow> all, DashboardFilter filter) {
    return all.stream().filter(row -> filter.matchesAllBut(name, row)).toList();
  }

  private static Map<String, Long> count(
      List<DashboardRow> rows, Function<DashboardRow, Stream<String>> values) {
    return rows.stream()
        .flatMap(values)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** The values that some account has, and the one that is chosen. */
  private static List<FilterChoice> choices(
      Stream<String> values,
      String chosen,
      Function<String, String> label,
      Map<String, Long> counts) {
    return values
        .filter(value -> value.equals(chosen) || counts.containsKey(value))
        .map(value -> new FilterChoice(value, label.apply(value), counts.getOrDefault(value, 0L)))
        .toList();
  }

  private static DashboardRowView view(
      DashboardRow row, String rule, List<VerdictCounts> trend, Wording wording) {
    OpenFinding ofRule = row.openRules().get(rule);
    return new DashboardRowView(
        row,
        first(row, ofRule, wording),
        ofRule == null ? null : rule,
        counts(row.counts(), wording),
        TrendLine.ofScans(trend, row.counts(), wording));
  }

  private static @Nullable String first(
      DashboardRow row, @Nullable OpenFinding ofRule, Wording wording) {
    if (row.broken()) {
      return wording.of("dashboard.unreadable");
    }
    if (ofRule == null && row.failedAt() != null) {
      return wording.of(row.scannedAt() == null ? "dashboard.failed.first" : "dashboard.failed");
    }
    OpenFinding shown = ofRule == null ? row.mostUrgent() : ofRule;
    return shown == null ? null : shown.sentence(wording);
  }

  /**
   * The most important numbers, such as "2 to fix · 1 to answer · 41/43 known". The last one does
   * not stand alone on a line.
   */
  private static String counts(FindingCounts of, Wording wording) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    numbers.put("count.fix", of.toFix());
    numbers.put("count.ask", of.toAsk());
    numbers.put("count.unchecked", of.unchecked());
    numbers.put("count.warn", of.warnings());
    String open =
        numbers.entrySet().stream()
            .filter(number -> number.getValue() > 0)
            .limit(SHOWN_COUNTS)
            .map(number -> wording.of(number.getKey(), number.getValue()))
            .collect(Collectors.joining(" · "));
    String known =
        wording.of("count.known.short", of.known() + "/" + of.all()).replace(' ', NO_BREAK_SPACE);
    return open.isEmpty() ? known : open + NO_BREAK_SPACE + "·" + NO_BREAK_SPACE + known;
  }
}
