package io.todoku.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhatim.fastexcel.Workbook;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes a report as a workbook: a summary, and a table for each kind of row. */
@Component
class XlsxReport {

  private static final String APPLICATION = "Todoku";

  private final MessageSource messages;
  private final Release release;

  XlsxReport(MessageSource messages, Release release) {
    this.messages = messages;
    this.release = release;
  }

  void render(Report report, OutputStream out) throws IOException {
    Path file = Files.createTempFile("todoku", ".xlsx");
    try {
      try (OutputStream first = new BufferedOutputStream(Files.newOutputStream(file));
          Workbook book = new Workbook(first, APPLICATION, null)) {
        new ReportSheets(report, book, messages, release).write();
      }
      ReproducibleWorkbook.copyWithoutTimes(file, out);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
