package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.Wording;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.report.ClientSummary.PlacedTask;
import io.todoku.report.Report.AccountReport;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content of a report as HTML and PDF show it, in one language.
 *
 * @param date null where no account was scanned yet
 * @param summary what a manager reads first
 * @param areas over all accounts
 * @param rules those that have findings, in the order of the catalogue
 */
record ReportView(
    @Nullable Instant date,
    List<AccountReportView> accounts,
    ClientSummary summary,
    List<AreaTally> areas,
    List<RuleInfo> rules) {

  private static final Set<Urgency> SUMMARIZED =
      Set.of(Urgency.TO_FIX, Urgency.TO_ASK, Urgency.WARNING);

  /** The counts of an area: required rules only, without waived findings. */
  record AreaTally(String id, VerdictCounts tally, SvgImage picture) {}

  static ReportView of(Report report, Wording wording) {
    List<AccountReportView> parts = new ArrayList<>();
    for (AccountReport part : report.accounts()) {
      parts.add(AccountReportView.of(parts.size() + 1, part, wording));
    }
    return new ReportView(
        report.date().orElse(null),
        parts,
        ClientSummary.of(parts, tasks(report, parts), wording),
        tallies(report),
        report.checklists().stream()
            .flatMap(list -> list.items().stream())
            .map(Checklist.Item::rule)
            .distinct()
            .toList());
  }

  /** The tasks of all accounts, the most urgent first, then in the order of the catalogue. */
  private static List<PlacedTask> tasks(Report report, List<AccountReportView> parts) {
    Map<String, Integer> orders = new LinkedHashMap<>();
    report
        .checklists()
        .forEach(list -> list.items().forEach(i -> orders.put(i.rule().id(), i.rule().order())));
    return parts.stream()
        .flatMap(part -> part.tasks().stream().map(task -> new PlacedTask(part, task)))
        .filter(placed -> SUMMARIZED.contains(placed.urgency()))
        .sorted(
            Comparator.comparing(PlacedTask::urgency)
                .thenComparing(
                    placed -> Objects.requireNonNull(orders.get(placed.task().first().rule()))))
        .toList();
  }

  private static List<AreaTally> tallies(Report report) {
    List<AreaTally> tallies = new ArrayList<>();
    for (RuleInfo.Area area : RuleInfo.Area.values()) {
      Map<Urgency, Integer> counts =
          report.checklists().stream()
              .flatMap(list -> list.items().stream())
              .filter(item -> item.rule().area() == area)
              .filter(item -> item.rule().level() == Level.REQUIRED && item.waiver() == null)
              .collect(Collectors.toMap(Checklist.Item::urgency, _ -> 1, Integer::sum));
      if (!counts.isEmpty()) {
        VerdictCounts tally =
            new VerdictCounts(
                counts.getOrDefault(Urgency.FINE, 0),
                counts.getOrDefault(Urgency.WARNING, 0),
                counts.getOrDefault(Urgency.UNCHECKED, 0) + counts.getOrDefault(Urgency.TO_ASK, 0),
                counts.getOrDefault(Urgency.TO_FIX, 0));
        tallies.add(new AreaTally(area.id(), tally, Charts.bar(tally)));
      }
    }
    return tallies;
  }
}
