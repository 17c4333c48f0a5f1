package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.FindingCounts;
import io.todoku.checklist.Wording;
import io.todoku.history.FindingChange;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.SnapshotOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the first sheet: the client of the report, what it lacks, and the readiness of each
 * account.
 */
final class WorkbookSummary {

  private final Report report;
  private final Wording wording;
  private final Times times;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private WorkbookSummary(Report report, Wording wording) {
    this.report = report;
    this.wording = wording;
    this.times = new Times(report.style().zone(), report.style().language());
  }

  static List<List<@Nullable Object>> of(Report report, Release release, Wording wording) {
    WorkbookSummary summary = new WorkbookSummary(report, wording);
    summary.cover(release);
    summary.notices();
    report.accounts().forEach(summary::account);
    if (!report.style().note().isBlank()) {
      summary.row();
      summary.row(wording.of("document.note"), report.style().note());
    }
    return summary.rows;
  }

  private void row(@Nullable Object... cells) {
    rows.add(Arrays.asList(cells));
  }

  private void cover(Release release) {
    row(wording.of("report.heading"));
    row(wording.of("sheet.client"), report.subject());
    if (!report.style().letterhead().company().isBlank()) {
      row(wording.of("sheet.company"), report.style().letterhead().company());
    }
    report
        .date()
        .ifPresent(at -> {
          row(wording.of("document.scanned-on"), at);
          row(wording.of("document.zone"), times.zoneAt(at));
        });
    row(
        wording.of("document.version"),
        wording.of("document.version.is", release.version(), release.catalogue()));
  }

  /**
   * Lists the accounts that could not be collected completely, and the Regions that findings do not
   * cover, above everything else about them.
   */
  private void notices() {
    for (AccountFacts never : report.unscanned()) {
      row(wording.of("sheet.notice"), label(never) + ": " + wording.of("document.never.what"));
    }
    for (Checklist list : report.checklists()) {
      if (list.scan().outcome() != CollectionOutcome.COMPLETE) {
        row(
            wording.of("sheet.notice"),
            label(list.account()) + ": " + wording.of("document.outcome." + list.scan().outcome()));
      }
      RegionNotes.of(list, wording, times)
          .forEach(note -> row(wording.of("sheet.notice"), label(list.account()) + ": " + note));
    }
  }

  private static String label(AccountFacts account) {
    return account.name() + " (" + account.id() + ")";
  }

  private void account(AccountReport part) {
    Checklist list = part.checklist();
    row();
    row(wording.of("document.account"), list.account().name());
    row(wording.of("sheet.id"), list.account().id());
    row(wording.of("sheet.client"), list.account().client());
    row(wording.of("sheet.scanned"), list.scan().finishedAt());
    row(wording.of("sheet.scan"), list.scan().id());
    SnapshotOrigin origin = list.scan().origin();
    if (origin != null) {
      row(wording.of("origin.tag"), origin.fileName() == null ? "" : origin.fileName());
      row("SHA-256", origin.sha256());
      row(wording.of("sheet.imported"), origin.importedAt());
      row(wording.of("sheet.imported.by"), origin.importedBy() + ", " + origin.address());
    }
    row(wording.of("document.readiness"), wording.of("readiness." + list.readiness()));
    counts(FindingCounts.of(list));
    if (part.comparison() != null) {
      row(
          wording.of("document.since", times.of(part.comparison().scannedAt())),
          changes(part.comparison()));
    }
  }

  private void counts(FindingCounts counts) {
    row(wording.of("document.count.fix"), counts.toFix());
    row(wording.of("document.count.ask"), counts.toAsk());
    row(wording.of("document.count.unchecked"), counts.unchecked());
    row(wording.of("document.count.warnings"), counts.warnings());
    row(wording.of("sheet.count.advice"), counts.advice());
    row(wording.of("document.count.waived"), counts.waived());
    row(wording.of("document.fine"), counts.fine());
    row(wording.of("document.count.known"), counts.known());
    row(wording.of("sheet.count.all"), counts.all());
  }

  /** The number of changes of each kind; the changes themselves have a sheet of their own. */
  private String changes(ReportComparison since) {
    String text = since.textWithoutChanges();
    if (text != null || since.changes() == null) {
      return wording.of(String.valueOf(text));
    }
    Map<FindingChange.ChangeKind, Long> kinds =
        since.changes().stream()
            .collect(
                Collectors.groupingBy(FindingChange::kind, TreeMap::new, Collectors.counting()));
    return kinds.entrySet().stream()
        .map(kind -> wording.of("document.change." + kind.getKey(), kind.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
