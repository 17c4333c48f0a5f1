package io.todoku.report;

import io.todoku.checklist.RuleDocumentation;
import io.todoku.checklist.Wording;
import io.todoku.report.Report.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Renders the XHTML of a report, which the formats HTML and PDF share. */
@Component
class ReportTemplate {

  private final MessageSource messages;
  private final ITemplateEngine templates;
  private final RuleDocumentation ruleDocumentation;
  private final Release release;
  private final String screenCss = css("document") + css("screen");
  private final String pagedCss = css("document") + css("paged");

  ReportTemplate(
      MessageSource messages,
      ITemplateEngine templates,
      RuleDocumentation ruleDocumentation,
      Release release) {
    this.messages = messages;
    this.templates = templates;
    this.ruleDocumentation = ruleDocumentation;
    this.release = release;
  }

  static String css(String name) {
    try {
      return new ClassPathResource("report/" + name + ".css")
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the format HTML: to read on a screen or to print from a browser. */
  String forScreen(Report report) {
    return html(report, false);
  }

  /** For the format PDF, which adds bookmarks and page numbers. */
  String forPdf(Report report) {
    return html(report, true);
  }

  private String html(Report report, boolean onPaper) {
    Style style = report.style();
    Wording wording = new Wording(messages, style.language()).forClient();
    Map<String, Object> model = new HashMap<>();
    model.put("view", ReportView.of(report, wording));
    model.put("subject", report.subject());
    model.put("letterhead", style.letterhead());
    model.put("unscanned", report.unscanned());
    model.put("note", style.note());
    model.put("times", new Times(style.zone(), style.language()));
    model.put("signs", new VerdictSigns());
    model.put("guide", ruleDocumentation);
    model.put("release", release.version());
    model.put("catalogue", release.catalogue());
    model.put("paged", onPaper);
    model.put("style", onPaper ? pagedCss : screenCss);
    return templates.process("document", new Context(style.language(), model));
  }
}
