package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Wording;
import io.todoku.report.Report.Part;
import io.todoku.report.Report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Makes reports: the same bytes for the same checklists, style and release. */
@Component
public class Reports {

  private final MessageSource messages;
  private final HtmlReport html;
  private final PdfReport pdf;
  private final XlsxReport xlsx;
  private final CsvReport csv;
  private final JsonReport json;

  public Reports(
      MessageSource messages,
      HtmlReport html,
      PdfReport pdf,
      XlsxReport xlsx,
      CsvReport csv,
      JsonReport json) {
    this.messages = messages;
    this.html = html;
    this.pdf = pdf;
    this.xlsx = xlsx;
    this.csv = csv;
    this.json = json;
  }

  /** Writes a report; the stream stays open. */
  public void write(Report report, ReportFormat format, OutputStream out) throws IOException {
    Wording wording = new Wording(messages, report.style().language());
    switch (format) {
      case HTML -> out.write(html.render(report));
      case PDF -> pdf.render(report, out);
      case XLSX -> xlsx.render(report, out);
      case CSV -> csv.render(report, wording, out);
      case JSON ->
          out.write(
              report.single()
                  ? json.one(report.lists().getFirst(), wording)
                  : json.all(report.lists(), wording));
    }
  }

  public byte[] bytes(Report report, ReportFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(report, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** For the client of one account. */
  public byte[] one(Checklist list, ReportFormat format, Locale language) {
    return bytes(plain(List.of(list), language), format);
  }

  /** Several accounts together. */
  public byte[] all(List<Checklist> lists, ReportFormat format, Locale language) {
    return format == ReportFormat.JSON
        ? json.all(lists, new Wording(messages, language))
        : bytes(plain(lists, language), format);
  }

  private static Report plain(List<Checklist> lists, Locale language) {
    return new Report(lists.stream().map(Part::of).toList(), Style.plain(language, ZoneOffset.UTC));
  }
}
