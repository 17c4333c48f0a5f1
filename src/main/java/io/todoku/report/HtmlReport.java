package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.Wording;
import io.todoku.snapshot.AccountFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Checklists as one HTML file that stands alone and prints well. Times are in UTC, and say so. */
@Component
class HtmlReport {

  /** An account's part of the report. */
  record Part(AccountFacts account, ChecklistView list) {}

  private final ITemplateEngine templates;
  private final String style;

  HtmlReport(ITemplateEngine templates) {
    this.templates = templates;
    try {
      this.style =
          new ClassPathResource("report/report.css").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] render(List<Checklist> lists, Wording wording) {
    Map<String, Object> model =
        Map.of(
            "style",
            style,
            "time",
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC),
            "parts",
            lists.stream()
                .map(list -> new Part(list.account(), ChecklistView.of(list, wording)))
                .toList());
    return templates
        .process("report", new Context(wording.locale(), model))
        .getBytes(StandardCharsets.UTF_8);
  }
}
