package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Wording;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Makes reports: the same bytes for the same checklists, language and release. */
@Component
public class Reports {

  private final MessageSource messages;
  private final HtmlReport html;
  private final CsvReport csv;
  private final JsonReport json;

  public Reports(MessageSource messages, HtmlReport html, CsvReport csv, JsonReport json) {
    this.messages = messages;
    this.html = html;
    this.csv = csv;
    this.json = json;
  }

  /** For the client of one account. */
  public byte[] one(Checklist list, ReportFormat format, Locale language) {
    Wording wording = new Wording(messages, language);
    return format == ReportFormat.JSON
        ? json.one(list, wording)
        : all(List.of(list), format, language);
  }

  /** Several accounts together. */
  public byte[] all(List<Checklist> lists, ReportFormat format, Locale language) {
    Wording wording = new Wording(messages, language);
    return switch (format) {
      case HTML -> html.render(lists, wording);
      case CSV -> csv.render(lists, wording);
      case JSON -> json.all(lists, wording);
    };
  }
}
