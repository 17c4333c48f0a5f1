package io.todoku.runbook.web;

import io.todoku.checklist.Wording;
import io.todoku.report.PdfWriter;
import io.todoku.report.StandaloneDocument;
import io.todoku.report.Times;
import io.todoku.runbook.Runbook;
import io.todoku.runbook.RunbookViewMapper;
import io.todoku.runbook.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Renders a runbook as a document to print: HTML in one file, or PDF. */
@Component
class RunbookDocument {

  private final ITemplateEngine templates;
  private final MessageSource messages;
  private final PdfWriter pdfWriter;

  RunbookDocument(ITemplateEngine templates, MessageSource messages, PdfWriter pdfWriter) {
    this.templates = templates;
    this.messages = messages;
    this.pdfWriter = pdfWriter;
  }

  byte[] html(Plan plan, Runbook runbook, Times times) {
    return StandaloneDocument.escapeInvisible(renderHtml(plan, runbook, times, false))
        .getBytes(StandardCharsets.UTF_8);
  }

  byte[] pdf(Plan plan, Runbook runbook, Times times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Instant made = runbook.observedAt();
      pdfWriter.write(renderHtml(plan, runbook, times, true), made, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String renderHtml(Plan plan, Runbook runbook, Times times, boolean paged) {
    Map<String, Object> model = new HashMap<>();
    model.put("plan", plan);
    model.put("view", RunbookViewMapper.of(runbook, new Wording(messages, times.language())));
    model.put("times", times);
    model.put("paged", paged);
    model.put("style", StandaloneDocument.css(paged));
    return templates.process("runbook-document", new Context(times.language(), model));
  }
}
