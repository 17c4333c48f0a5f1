package io.todoku.clientreport;

import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import io.todoku.report.ReportFormat.Types;
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

/** Makes reports of the current checklists of accounts without storing them. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
class ReportDownloadController {

  private final VisibleAccounts accounts;
  private final ReportMaker maker;
  private final ReportRenderer renderer;
  private final Letterheads letterheads;

  ReportDownloadController(
      VisibleAccounts accounts,
      ReportMaker maker,
      ReportRenderer renderer,
      Letterheads letterheads) {
    this.accounts = accounts;
    this.maker = maker;
    this.renderer = renderer;
    this.letterheads = letterheads;
  }

  /** A report on one account. */
  @Audited("report.download")
  @GetMapping(
      path = {"/accounts/{id}/report", "/api/v1/accounts/{id}/report"},
      produces = {Types.HTML, Types.PDF, Types.XLSX, Types.CSV, Types.JSON})
  ResponseEntity<byte[]> ofAccount(
      @PathVariable String id,
      @RequestParam(defaultValue = "html") String format,
      @RequestParam @Nullable String lang,
      @RequestParam @Nullable String zone,
      @RequestParam(defaultValue = ReportMaker.LAST_REPORT) String compare,
      Locale locale) {
    ReportRequest request =
        new ReportRequest(List.of(id), null, format, lang, zone, compare, null, null);
    Report report =
        maker.make(List.of(accounts.get(id)), false, request.toStyle(letterheads, locale), compare);
    ReportFormat chosenFormat = request.formatOr(ReportFormat.HTML);
    if (report.accounts().isEmpty() && chosenFormat == ReportFormat.JSON) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "account " + id + " was never scanned");
    }
    return FileResponse.attachment(report, chosenFormat, renderer.render(report, chosenFormat));
  }

  /** A report on the accounts of a client, or on the named ones. */
  @Audited("report.download")
  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping(
      path = "/api/v1/report",
      produces = {Types.HTML, Types.PDF, Types.XLSX, Types.CSV, Types.JSON})
  ResponseEntity<byte[]> ofAccounts(
      @RequestParam @Nullable List<@Nullable String> account,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String format,
      @RequestParam @Nullable String lang,
      @RequestParam @Nullable String zone,
      @RequestParam @Nullable String compare,
      @RequestParam @Nullable String note,
      Locale locale) {
    ReportRequest request =
        new ReportRequest(account, client, format, lang, zone, compare, note, null);
    ReportFormat chosenFormat = request.formatOr(ReportFormat.HTML);
    Report report =
        maker.make(
            request.selectFrom(accounts),
            true,
            request.toStyle(letterheads, locale),
            request.compareOr(ReportMaker.LAST_REPORT));
    return FileResponse.attachment(report, chosenFormat, renderer.render(report, chosenFormat));
  }

  /** The report as HTML, whatever format the request has. */
  ResponseEntity<byte[]> preview(ReportRequest request, Locale locale) {
    Report report =
        maker.makeOfScannedAccounts(
            request.selectFrom(accounts),
            request.toStyle(letterheads, locale),
            request.compareOr(ReportMaker.LAST_REPORT));
    return FileResponse.inline(
        report, ReportFormat.HTML, renderer.render(report, ReportFormat.HTML));
  }
}
