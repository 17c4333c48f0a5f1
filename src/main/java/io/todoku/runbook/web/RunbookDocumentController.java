package io.todoku.runbook.web;

import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.Languages;
import io.todoku.report.ReportSettings;
import io.todoku.report.StandaloneDocument;
import io.todoku.report.Times;
import io.todoku.runbook.Runbook;
import io.todoku.runbook.RunbookClients;
import io.todoku.runbook.Runbooks;
import io.todoku.runbook.Runbooks.StoredRunbook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Serves the printable runbook. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = RunbookClients.class)
class RunbookDocumentController {

  private static final List<String> FORMATS = List.of("html", "pdf");

  private final Runbooks runbooks;
  private final RunbookDocument document;

  RunbookDocumentController(Runbooks runbooks, RunbookDocument document) {
    this.runbooks = runbooks;
    this.document = document;
  }

  /**
   * @param format {@code html} or {@code pdf}
   * @param lang {@code en} or {@code ja}; null for the language of the request
   * @param zone the time zone of all times, for example {@code Asia/Tokyo}
   */
  @Audited("runbook.download")
  @GetMapping(
      path = {"/runbooks/{id}/document", "/api/v1/runbooks/{id}/document"},
      produces = {MediaType.TEXT_HTML_VALUE, MediaType.APPLICATION_PDF_VALUE})
  ResponseEntity<byte[]> download(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "html") String format,
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(defaultValue = "UTC") String zone,
      Locale locale) {
    if (!FORMATS.contains(format)) {
      throw InvalidInputException.withMessage(
          "\"format\" must be one of " + String.join(", ", FORMATS));
    }
    Times times =
        new Times(
            ReportSettings.zone("zone", zone),
            lang == null ? locale : Languages.named("lang", lang).locale());
    StoredRunbook stored = runbooks.get(id);
    Runbook runbook =
        stored
            .runbook()
            .orElseThrow(
                () -> new ResponseStatusException(HttpStatus.CONFLICT, "it was not looked at yet"));
    return format.equals("pdf")
        ? fileResponse("application/pdf", "pdf", document.pdf(stored.plan(), runbook, times))
        : fileResponse(
            "text/html;charset=UTF-8", "html", document.html(stored.plan(), runbook, times));
  }

  private static ResponseEntity<byte[]> fileResponse(String type, String extension, byte[] bytes) {
    ContentDisposition disposition =
        (extension.equals("pdf") ? ContentDisposition.attachment() : ContentDisposition.inline())
            .filename("runbook." + extension, StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, type)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("Content-Security-Policy", StandaloneDocument.CONTENT_SECURITY_POLICY)
        .body(bytes);
  }
}
