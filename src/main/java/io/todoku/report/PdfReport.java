package io.todoku.report;

import io.todoku.report.WrongReportException.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** A report as PDF. */
@Component
class PdfReport {

  /** Measured, with room to spare. */
  private static final long BYTES_A_FINDING = 300 * 1024;

  private final ReportPages pages;
  private final Paper paper;

  PdfReport(ReportPages pages, Paper paper) {
    this.pages = pages;
    this.paper = paper;
  }

  /**
   * @throws WrongReportException where it would take more memory than this process has
   */
  void render(Report report, OutputStream out) throws IOException {
    check(
        report.lists().stream().mapToInt(list -> list.items().size()).sum(),
        Runtime.getRuntime().maxMemory());
    paper.print(pages.onPaper(report), report.date().orElse(Instant.EPOCH), out);
  }

  /** A PDF is laid out as a whole. */
  static void check(int findings, long memory) {
    long most = memory / BYTES_A_FINDING;
    if (findings > most) {
      throw new WrongReportException(Problem.MANY, findings, most);
    }
  }
}
