package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.archive.AddressHolders;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.Checklists;
import io.todoku.history.AccountHistory;
import io.todoku.history.ChecklistInputs;
import io.todoku.history.ChecklistInputsReader;
import io.todoku.history.TrendPoint;
import io.todoku.locale.InvalidInputException;
import io.todoku.report.Report;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.report.Report.Style;
import io.todoku.report.ReportProblem;
import io.todoku.rule.Finding;
import io.todoku.snapshot.AccountFacts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Makes reports of the current checklists of accounts. */
@Component
class ReportMaker {

  /** Compares with the last sent report. */
  static final String LAST_REPORT = "last";

  /** Compares with nothing. */
  static final String NO_COMPARISON = "none";

  private static final int TREND_POINTS = 20;

  private final Checklists checklists;
  private final AccountHistory history;
  private final ChecklistInputsReader bases;
  private final SentReportAccountRepository sentAccounts;
  private final SnapshotStore snapshots;

  ReportMaker(
      Checklists checklists,
      AccountHistory history,
      ChecklistInputsReader bases,
      SentReportAccountRepository sent,
      SnapshotStore snapshots) {
    this.checklists = checklists;
    this.history = history;
    this.bases = bases;
    this.sentAccounts = sent;
    this.snapshots = snapshots;
  }

  /**
   * Makes a report to hand over.
   *
   * @throws InvalidInputException if none of the accounts was ever scanned
   */
  Report makeOfScannedAccounts(List<Account> accounts, Style style, String compare) {
    Report report = make(accounts, true, style, compare);
    if (report.accounts().isEmpty()) {
      throw new InvalidInputException(ReportProblem.UNSCANNED);
    }
    return report;
  }

  /**
   * @param together whether a report of several accounts was requested
   * @param compare {@link #LAST_REPORT}, {@link #NO_COMPARISON}, or the id of the report to compare
   *     with
   */
  Report make(List<Account> accounts, boolean together, Style style, String compare) {
    if (!isComparison(compare)) {
      throw InvalidInputException.withMessage(
          "\"compare\" must be %s, %s or the id of an earlier report"
              .formatted(LAST_REPORT, NO_COMPARISON));
    }
    Map<String, ChecklistInputs> known = bases.of(accounts);
    Map<String, Checklist> lists = checklists.of(accounts, Function.identity());
    Supplier<AddressHolders> holders = SingletonSupplier.of(snapshots::addressHolders);
    List<AccountReport> parts = new ArrayList<>();
    List<AccountFacts> unscanned = new ArrayList<>();
    for (Account account : accounts) {
      Checklist list = lists.get(account.id());
      ChecklistInputs basis = known.get(account.id());
      if (list == null || basis == null) {
        unscanned.add(account.toFacts(Map.of()));
      } else {
        parts.add(
            new AccountReport(
                list,
                trend(account, list, basis),
                comparison(account, basis.run(), compare),
                () -> snapshots.newestWithAttestations(account, holders)));
      }
    }
    return new Report(parts, unscanned, together, style);
  }

  /**
   * The trend of the account, without the findings that are waived now. Its last point is the
   * checklist itself, so that it agrees with the rest of the report.
   */
  private List<TrendPoint> trend(Account account, Checklist list, ChecklistInputs basis) {
    LocalDate today = LocalDate.ofInstant(basis.judgedAtHour(), ZoneOffset.UTC);
    Predicate<Finding> waived =
        finding -> ChecklistMaker.waiverFor(finding, basis.waivers(), today) != null;
    List<TrendPoint> points = new ArrayList<>(history.trend(account, TREND_POINTS, waived));
    if (!points.isEmpty()) {
      points.removeLast();
    }
    points.add(
        TrendPoint.of(
            list.scan().finishedAt(),
            list.items().stream().map(Checklist.Item::finding).toList(),
            list.items().stream().map(Checklist.Item::rule).collect(Collectors.toSet()),
            waived));
    return points;
  }

  private @Nullable ReportComparison comparison(Account account, UUID run, String compare) {
    return earlierReport(account, compare)
        .map(before ->
            new ReportComparison(
                before.scannedAt,
                history.changes(account, before.runId, run).orElse(null),
                !before.runId.equals(run)))
        .orElse(null);
  }

  private static boolean isComparison(String compare) {
    if (compare.equals(LAST_REPORT) || compare.equals(NO_COMPARISON)) {
      return true;
    }
    try {
      return UUID.fromString(compare).toString().equalsIgnoreCase(compare);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private Optional<SentReportAccount> earlierReport(Account account, String compare) {
    return switch (compare) {
      case NO_COMPARISON -> Optional.empty();
      case LAST_REPORT -> sentAccounts.findByAccountNewestFirst(account.id()).stream().findFirst();
      default ->
          sentAccounts.findByAccountNewestFirst(account.id()).stream()
              .filter(sent -> sent.reportId.toString().equals(compare))
              .findFirst();
    };
  }
}
