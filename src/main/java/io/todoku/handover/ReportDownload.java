package io.todoku.handover;

import io.todoku.account.Accounts;
import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import io.todoku.report.Reports;
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
class ReportDownload {

  private final Accounts accounts;
  private final ReportMaker maker;
  private final Reports reports;
  private final Letterheads letterheads;

  ReportDownload(Accounts accounts, ReportMaker maker, Reports reports, Letterheads letterheads) {
    this.accounts = accounts;
    this.maker = maker;
    this.reports = reports;
    this.letterheads = letterheads;
  }

  /** Of one account. */
  @GetMapping({"/accounts/{id}/report", "/api/v1/accounts/{id}/report"})
  ResponseEntity<byte[]> one(
      @PathVariable String id,
      @RequestParam(defaultValue = "html") String format,
      @RequestParam @Nullable String lang,
      @RequestParam @Nullable String zone,
      @RequestParam(defaultValue = ReportMaker.LAST) String compare,
      Locale locale) {
    ReportOrder order = new ReportOrder(List.of(id), null, format, lang, zone, compare, null, null);
    Report report =
        maker.make(List.of(accounts.get(id)), false, order.style(letterheads, locale), compare);
    ReportFormat wanted = order.formatOr(ReportFormat.HTML);
    if (report.parts().isEmpty() && wanted == ReportFormat.JSON) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "account " + id + " was never scanned");
    }
    return Download.attached(reports.bytes(report, wanted), wanted, FileNames.of(report, wanted));
  }

  /** Of a client's accounts, or of those that are named. */
  @GetMapping("/api/v1/report")
  ResponseEntity<byte[]> several(
      @RequestParam @Nullable List<@Nullable String> account,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String format,
      @RequestParam @Nullable String lang,
      @RequestParam @Nullable String zone,
      @RequestParam @Nullable String compare,
      @RequestParam @Nullable String note,
      Locale locale) {
    ReportOrder order = new ReportOrder(account, client, format, lang, zone, compare, note, null);
    ReportFormat wanted = order.formatOr(ReportFormat.HTML);
    Report report =
        maker.make(
            order.accountsOf(accounts),
            true,
            order.style(letterheads, locale),
            order.compareOr(ReportMaker.LAST));
    return Download.attached(reports.bytes(report, wanted), wanted, FileNames.of(report, wanted));
  }

  /** As a page, whatever the format. */
  ResponseEntity<byte[]> look(ReportOrder order, Locale locale) {
    Report report =
        maker.makeOfScanned(
            order.accountsOf(accounts),
            order.style(letterheads, locale),
            order.compareOr(ReportMaker.LAST));
    return Download.shown(
        reports.bytes(report, ReportFormat.HTML),
        ReportFormat.HTML,
        FileNames.of(report, ReportFormat.HTML));
  }
}
