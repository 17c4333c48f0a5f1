package io.todoku.report;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.checklist.Wording;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Hands out an account's report, to people and to automation. */
@RestController
class ReportDownload {

  private final Accounts accounts;
  private final Checklists checklists;
  private final Reports reports;

  ReportDownload(Accounts accounts, Checklists checklists, Reports reports) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.reports = reports;
  }

  @GetMapping({"/accounts/{id}/report", "/api/v1/accounts/{id}/report"})
  ResponseEntity<byte[]> report(
      @PathVariable String id,
      @RequestParam(defaultValue = "html") String format,
      @RequestParam @Nullable String lang,
      Locale locale) {
    Account account = accounts.get(id);
    ReportFormat wanted = ReportFormat.of(format);
    Locale language = Wording.language(lang == null ? locale.toLanguageTag() : lang);
    Checklist list =
        checklists
            .of(account)
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "account " + id + " was never scanned"));
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, wanted.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(
                    "todoku-%s-%tF-%s.%s"
                        .formatted(
                            id,
                            list.scan().finishedAt().atZone(ZoneOffset.UTC),
                            language.getLanguage(),
                            wanted.extension()),
                    StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(reports.one(list, wanted, language));
  }
}
