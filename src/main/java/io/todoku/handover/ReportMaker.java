package io.todoku.handover;

import io.todoku.account.Account;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.Checklists;
import io.todoku.report.Report;
import io.todoku.report.Report.Comparison;
import io.todoku.report.Report.Part;
import io.todoku.report.Report.Style;
import io.todoku.report.WrongReportException;
import io.todoku.report.WrongReportException.Problem;
import io.todoku.rule.Finding;
import io.todoku.scan.Bases;
import io.todoku.scan.Basis;
import io.todoku.scan.CoursePoint;
import io.todoku.scan.History;
import io.todoku.snapshot.AccountFacts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the report of accounts as they stand now. */
@Component
class ReportMaker {

  /** Compares with what was sent last. */
  static final String LAST = "last";

  /** Compares with nothing. */
  static final String NOTHING = "none";

  private static final int COURSE = 20;

  private final Checklists checklists;
  private final History history;
  private final Bases bases;
  private final SentAccountRepository sent;

  ReportMaker(Checklists checklists, History history, Bases bases, SentAccountRepository sent) {
    this.checklists = checklists;
    this.history = history;
    this.bases = bases;
    this.sent = sent;
  }

  /**
   * A report to hand over.
   *
   * @throws WrongReportException where none of the accounts was ever scanned
   */
  Report makeOfScanned(List<Account> accounts, Style style, String compare) {
    Report report = make(accounts, true, style, compare);
    if (report.parts().isEmpty()) {
      throw new WrongReportException(Problem.UNSCANNED);
    }
    return report;
  }

  /**
   * @param together whether it is asked for as a report of a number of accounts
   * @param compare {@link #LAST}, {@link #NOTHING}, or the id of the report to compare with
   */
  Report make(List<Account> accounts, boolean together, Style style, String compare) {
    Map<String, Basis> known = bases.of(accounts);
    List<Part> parts = new ArrayList<>();
    List<AccountFacts> unscanned = new ArrayList<>();
    for (Account account : accounts) {
      Optional<Checklist> list = checklists.of(account);
      Basis basis = known.get(account.id());
      if (list.isEmpty() || basis == null) {
        unscanned.add(account.facts(Map.of()));
      } else {
        parts.add(
            new Part(
                list.get(),
                course(account, list.get(), basis),
                comparison(account, basis.run(), compare)));
      }
    }
    return new Report(parts, unscanned, together, style);
  }

  /**
   * What is waived now is left out of all that was, and the last point is the checklist itself: the
   * course ends where the rest of the report begins.
   */
  private List<CoursePoint> course(Account account, Checklist list, Basis basis) {
    LocalDate today = LocalDate.ofInstant(basis.hour(), ZoneOffset.UTC);
    Predicate<Finding> waived =
        finding -> ChecklistMaker.waiver(finding, basis.waivers(), today) != null;
    List<CoursePoint> points = new ArrayList<>(history.course(account, COURSE, waived));
    if (!points.isEmpty()) {
      points.removeLast();
    }
    points.add(
        CoursePoint.of(
            list.scan().finishedAt(),
            list.items().stream().map(Checklist.Item::finding).toList(),
            list.items().stream().map(Checklist.Item::rule).collect(Collectors.toSet()),
            waived));
    return points;
  }

  private @Nullable Comparison comparison(Account account, UUID run, String compare) {
    return earlier(account, compare)
        .map(before ->
            new Comparison(
                before.scannedAt, history.changes(account, before.runId, run).orElse(null)))
        .orElse(null);
  }

  private Optional<SentAccount> earlier(Account account, String compare) {
    return switch (compare) {
      case NOTHING -> Optional.empty();
      case LAST -> sent.of(account.id()).stream().findFirst();
      default ->
          sent.of(account.id()).stream()
              .filter(told -> told.reportId.toString().equals(compare))
              .findFirst();
    };
  }
}
