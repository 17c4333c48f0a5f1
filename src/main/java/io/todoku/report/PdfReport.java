package io.todoku.report;

import io.todoku.report.InvalidReportException.ReportProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** A report as PDF. */
@Component
class PdfReport {

  /** Measured, with room to spare. */
  private static final long BYTES_PER_FINDING = 300 * 1024;

  private final ReportTemplate template;
  private final PdfWriter writer;

  PdfReport(ReportTemplate pages, PdfWriter paper) {
    this.template = pages;
    this.writer = paper;
  }

  /**
   * @throws WrongReportException where it would take more memory than this process has
   */
  void render(Report report, OutputStream out) throws IOException {
    checkMemory(
        report.checklists().stream().mapToInt(list -> list.items().size()).sum(),
        Runtime.getRuntime().maxMemory());
    writer.write(template.forPdf(report), report.date().orElse(Instant.EPOCH), out);
  }

  /** A PDF is laid out as a whole. */
  static void checkMemory(int findings, long memory) {
    long most = memory / BYTES_PER_FINDING;
    if (findings > most) {
      throw new InvalidReportException(ReportProblem.MANY, findings, most);
    }
  }
}
