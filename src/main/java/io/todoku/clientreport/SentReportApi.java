package io.todoku.clientreport;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.report.ReportFormat.Types;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API of the sent reports. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = SentReportClients.class)
@RequestMapping("/api/v1/reports")
class SentReportApi {

  /**
   * A sent report.
   *
   * @param subject the names of its clients
   * @param release of Todoku
   * @param catalogue of rules, shortened
   * @param size in bytes
   */
  record SentReportJson(
      UUID id,
      Instant madeAt,
      String madeBy,
      String to,
      String subject,
      String lang,
      String format,
      String zone,
      String note,
      String release,
      String catalogue,
      int size,
      List<SentReportAccountJson> accounts) {}

  /**
   * @param run the scan that its findings come from
   */
  record SentReportAccountJson(
      String id, String name, UUID run, Instant scannedAt, String readiness) {}

  private final SentReports reports;
  private final SentReportClients owners;
  private final CurrentUser currentUser;

  SentReportApi(SentReports reports, SentReportClients owners, CurrentUser currentUser) {
    this.reports = reports;
    this.owners = owners;
    this.currentUser = currentUser;
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping
  List<SentReportJson> all() {
    return reports.all().stream()
        .filter(report -> currentUser.sees(owners, report.id))
        .map(this::json)
        .toList();
  }

  @Audited("report.make")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SentReportJson> create(
      @RequestBody ReportRequest order, Principal user, Locale locale) {
    SentReportJson made = json(reports.create(order, user.getName(), locale));
    return ResponseEntity.created(URI.create("/api/v1/reports/" + made.id())).body(made);
  }

  @GetMapping("/{id}")
  SentReportJson one(@PathVariable UUID id) {
    return json(reports.get(id));
  }

  @Audited("report.download")
  @GetMapping(
      path = "/{id}/file",
      produces = {Types.HTML, Types.PDF, Types.XLSX, Types.CSV, Types.JSON})
  ResponseEntity<byte[]> file(@PathVariable UUID id) {
    return FileResponse.attachment(reports.get(id), reports.file(id));
  }

  @Audited("report.remove")
  @RouteAccess(value = UserRole.OPERATOR, thing = SentReportClients.class)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable UUID id) {
    AuditTrail.oldValue(json(reports.get(id)));
    reports.remove(id);
  }

  private SentReportJson json(SentReport report) {
    return new SentReportJson(
        report.id,
        report.madeAt,
        report.madeBy,
        report.sentTo,
        report.subject,
        report.language,
        report.format,
        report.zone,
        report.note,
        report.release,
        report.catalogue,
        report.size,
        reports.accountsOf(report.id).stream()
            .map(a ->
                new SentReportAccountJson(a.accountId, a.name, a.runId, a.scannedAt, a.readiness))
            .toList());
  }
}
