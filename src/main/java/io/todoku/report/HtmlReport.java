package io.todoku.report;

import io.todoku.locale.InvisibleCharacters;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Writes a report as one self-contained HTML file that prints well. */
@Component
class HtmlReport {

  private final ReportTemplate template;

  HtmlReport(ReportTemplate pages) {
    this.template = pages;
  }

  byte[] render(Report report) {
    return InvisibleCharacters.escape(template.forScreen(report)).getBytes(StandardCharsets.UTF_8);
  }
}
