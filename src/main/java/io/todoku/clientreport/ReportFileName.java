package io.todoku.clientreport;

import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import java.time.format.DateTimeFormatter;

/** Names the file of a report. */
final class ReportFileName {

  private ReportFileName() {}

  /** With the id of the account, or the name of the client where it covers several. */
  static String of(Report report, ReportFormat format) {
    String subject =
        report.accounts().size() == 1
            ? report.accounts().getFirst().checklist().account().id()
            : report.subject().replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    String day =
        report
            .date()
            .map(at ->
                "-" + DateTimeFormatter.ISO_LOCAL_DATE.format(at.atZone(report.style().zone())))
            .orElse("");
    return "todoku-%s%s-%s.%s"
        .formatted(subject, day, report.style().language().getLanguage(), format.extension());
  }
}
