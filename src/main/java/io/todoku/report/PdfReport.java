package io.todoku.report;

import io.todoku.locale.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Writes a report as PDF. */
@Component
class PdfReport {

  /** The memory that the layout of a finding needs, measured and rounded up generously. */
  private static final long BYTES_PER_FINDING = 300 * 1024;

  private final ReportTemplate template;
  private final PdfWriter writer;

  PdfReport(ReportTemplate template, PdfWriter writer) {
    this.template = template;
    this.writer = writer;
  }

  /**
   * @throws InvalidInputException if the layout would need more memory than this process has
   */
  void render(Report report, OutputStream out) throws IOException {
    checkMemory(
        report.checklists().stream().mapToInt(list -> list.items().size()).sum(),
        Runtime.getRuntime().maxMemory());
    writer.write(template.forPdf(report), report.date().orElse(Instant.EPOCH), out);
  }

  /** Checks that the layout fits into memory, because a PDF is laid out as a whole. */
  static void checkMemory(int findings, long memory) {
    long maxFindings = memory / BYTES_PER_FINDING;
    if (findings > maxFindings) {
      throw new InvalidInputException(ReportProblem.MANY, findings, maxFindings);
    }
  }
}
