package io.todoku.report;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** A report as one HTML file that stands alone and prints well. */
@Component
class HtmlReport {

  private final ReportPages pages;

  HtmlReport(ReportPages pages) {
    this.pages = pages;
  }

  byte[] render(Report report) {
    return Visible.of(pages.onScreen(report)).getBytes(StandardCharsets.UTF_8);
  }
}
