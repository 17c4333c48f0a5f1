package io.todoku.report;

import io.todoku.checklist.Wording;
import io.todoku.report.Report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes reports; the same checklists, style and release give the same bytes. */
@Component
public class ReportRenderer {

  private final MessageSource messages;
  private final ReportSettings settings;
  private final HtmlReport html;
  private final PdfReport pdf;
  private final XlsxReport xlsx;
  private final CsvReport csv;
  private final JsonReport json;

  public ReportRenderer(
      MessageSource messages,
      ReportSettings settings,
      HtmlReport html,
      PdfReport pdf,
      XlsxReport xlsx,
      CsvReport csv,
      JsonReport json) {
    this.messages = messages;
    this.settings = settings;
    this.html = html;
    this.pdf = pdf;
    this.xlsx = xlsx;
    this.csv = csv;
    this.json = json;
  }

  /** Writes a report and leaves the stream open. */
  public void write(Report report, ReportFormat format, OutputStream out) throws IOException {
    Wording wording = new Wording(messages, report.style().language());
    switch (format) {
      case HTML -> out.write(html.render(report));
      case PDF -> pdf.render(report, out);
      case XLSX -> xlsx.render(report, out);
      case CSV -> csv.render(report, wording, out);
      case JSON -> {
        if (report.multiAccount()) {
          json.writeAll(report.checklists(), wording, out);
        } else {
          json.writeOne(report.checklists().getFirst(), wording, out);
        }
      }
    }
  }

  public byte[] render(Report report, ReportFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(report, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The style that the configuration sets. */
  public Style defaultStyle(Locale language) {
    return new Style(language, settings.zoneId(), settings.letterhead(), "");
  }
}
