package io.todoku.clientreport;

import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import java.time.format.DateTimeFormatter;

/** What a report is called when it is saved. */
final class ReportFileName {

  private ReportFileName() {}

  /** Of one account with its id, of several with the client's name. */
  static String of(Report report, ReportFormat format) {
    String about =
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
        .formatted(about, day, report.style().language().getLanguage(), format.extension());
  }
}
