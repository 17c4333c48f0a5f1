package io.todoku.clientreport;

import io.todoku.account.Accounts;
import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import io.todoku.report.ReportRenderer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Hands out reports of accounts as they stand now; nothing is kept of it. */
@RestController
class ReportDownloadController {

  private final Accounts accounts;
  private final ReportMaker maker;
  private final ReportRenderer renderer;
  private final Letterheads letterheads;

  ReportDownloadController(
      Accounts accounts, ReportMaker maker, ReportRenderer reports, Letterheads letterheads) {
    this.accounts = accounts;
    this.maker = maker;
    this.renderer = reports;
    this.letterheads = letterheads;
  }

  /** Of one account. */
  @GetMapping({"/accounts/{id}/report", "/api/v1/accounts/{id}/report"})
  ResponseEntity<byte[]> ofAccount(
      @PathVariable String id,
      @RequestParam(defaultValue = "html") String format,
      @RequestParam @Nullable String lang,
      @RequestParam @Nullable String zone,
      @RequestParam(defaultValue = ReportMaker.LAST_REPORT) String compare,
      Locale locale) {
    ReportRequest order =
        new ReportRequest(List.of(id), null, format, lang, zone, compare, null, null);
    Report report =
        maker.make(List.of(accounts.get(id)), false, order.toStyle(letterheads, locale), compare);
    ReportFormat wanted = order.formatOr(ReportFormat.HTML);
    if (report.accounts().isEmpty() && wanted == ReportFormat.JSON) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "account " + id + " was never scanned");
    }
    return FileResponse.attachment(report, wanted, renderer.render(report, wanted));
  }

  /** Of a client's accounts, or of those that are named. */
  @GetMapping("/api/v1/report")
  ResponseEntity<byte[]> ofAccounts(
      @RequestParam @Nullable List<@Nullable String> account,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String format,
      @RequestParam @Nullable String lang,
      @RequestParam @Nullable String zone,
      @RequestParam @Nullable String compare,
      @RequestParam @Nullable String note,
      Locale locale) {
    ReportRequest order =
        new ReportRequest(account, client, format, lang, zone, compare, note, null);
    ReportFormat wanted = order.formatOr(ReportFormat.HTML);
    Report report =
        maker.make(
            order.selectFrom(accounts),
            true,
            order.toStyle(letterheads, locale),
            order.compareOr(ReportMaker.LAST_REPORT));
    return FileResponse.attachment(report, wanted, renderer.render(report, wanted));
  }

  /** As a page, whatever the format. */
  ResponseEntity<byte[]> preview(ReportRequest order, Locale locale) {
    Report report =
        maker.makeOfScannedAccounts(
            order.selectFrom(accounts),
            order.toStyle(letterheads, locale),
            order.compareOr(ReportMaker.LAST_REPORT));
    return FileResponse.inline(
        report, ReportFormat.HTML, renderer.render(report, ReportFormat.HTML));
  }
}
