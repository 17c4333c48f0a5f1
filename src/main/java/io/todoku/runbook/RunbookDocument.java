package io.todoku.runbook;

import io.todoku.checklist.Wording;
import io.todoku.report.Paper;
import io.todoku.report.Sheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** A runbook to print and to take along to the meeting: HTML that stands alone, or PDF. */
@Component
class RunbookDocument {

  private final ITemplateEngine templates;
  private final MessageSource messages;
  private final Paper paper;

  RunbookDocument(ITemplateEngine templates, MessageSource messages, Paper paper) {
    this.templates = templates;
    this.messages = messages;
    this.paper = paper;
  }

  byte[] html(Plan plan, Runbook runbook, Locale language) {
    return Sheets.visible(text(plan, runbook, language, false)).getBytes(StandardCharsets.UTF_8);
  }

  byte[] pdf(Plan plan, Runbook runbook, Locale language) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Instant made = runbook.seenAt();
      paper.print(text(plan, runbook, language, true), made, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String text(Plan plan, Runbook runbook, Locale language, boolean onPaper) {
    Map<String, Object> model = new HashMap<>();
    model.put("plan", plan);
    model.put("view", RunbookWording.of(runbook, new Wording(messages, language)));
    model.put("paged", onPaper);
    model.put("style", Sheets.of(onPaper));
    return templates.process("runbook-document", new Context(language, model));
  }
}
