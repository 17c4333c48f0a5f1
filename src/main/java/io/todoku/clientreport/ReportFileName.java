package io.todoku.clientreport;

import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import java.time.format.DateTimeFormatter;

/** Names the file of a report. */
final class ReportFileName {

  /** A key of S3 has at most 1,024 bytes, and so many characters have three each. */
  private static final int MAX_SUBJECT = 80;

  private ReportFileName() {}

  /** With the id of the account, or the name of the client where it covers several. */
  static String of(Report report, ReportFormat format) {
    String subject =
        report.accounts().size() == 1
            ? report.accounts().getFirst().checklist().account().id()
            : truncate(
                report.subject().replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", ""));
    String day =
        report
            .date()
            .map(at ->
                "-" + DateTimeFormatter.ISO_LOCAL_DATE.format(at.atZone(report.style().zone())))
            .orElse("");
    return "todoku-%s%s-%s.%s"
        .formatted(subject, day, report.style().language().getLanguage(), format.extension());
  }

  private static String truncate(String name) {
    return name.codePointCount(0, name.length()) > MAX_SUBJECT
        ? name.substring(0, name.offsetByCodePoints(0, MAX_SUBJECT))
        : name;
  }
}
