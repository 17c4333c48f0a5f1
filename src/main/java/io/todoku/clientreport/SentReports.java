package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.account.AccountLookup;
import io.todoku.account.VisibleAccounts;
import io.todoku.archive.PieceTable;
import io.todoku.history.ChecklistInputs;
import io.todoku.history.ChecklistInputsReader;
import io.todoku.report.Release;
import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import io.todoku.report.ReportRenderer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Stores the reports that were made for a receiver, with their time, author and release. */
@Component
class SentReports {

  /** Who made the reports of schedules; no user has such a name. */
  static final String SCHEDULE = "todoku:schedule";

  private final SentReportRepository reports;
  private final SentReportAccountRepository accounts;
  private final PieceTable pieces;
  private final VisibleAccounts known;
  private final ChecklistInputsReader inputs;
  private final ReportMaker maker;
  private final ReportRenderer renderer;
  private final Letterheads letterheads;
  private final Release release;
  private final Clock clock;

  SentReports(
      SentReportRepository reports,
      SentReportAccountRepository accounts,
      JdbcClient database,
      VisibleAccounts known,
      ChecklistInputsReader inputs,
      ReportMaker maker,
      ReportRenderer renderer,
      Letterheads letterheads,
      Release release,
      Clock clock) {
    this.reports = reports;
    this.accounts = accounts;
    this.pieces = new PieceTable(database, "sent_report_piece", "report_id");
    this.known = known;
    this.inputs = inputs;
    this.maker = maker;
    this.renderer = renderer;
    this.letterheads = letterheads;
    this.release = release;
    this.clock = clock;
  }

  /**
   * Makes and stores a report.
   *
   * @throws io.todoku.locale.InvalidInputException where the request is invalid
   */
  @Transactional
  SentReport create(ReportRequest request, String by, Locale reader) {
    List<Account> selected = request.selectFrom(known);
    Map<String, ChecklistInputs> runs = inputs.of(selected);
    Report report =
        maker.makeOfScannedAccounts(
            selected,
            request.toStyle(letterheads, reader),
            request.compareOr(ReportMaker.LAST_REPORT));
    return store(report, request.formatOr(ReportFormat.PDF), by, request.recipient(), null, runs);
  }

  /**
   * Makes the report of a schedule and stores it in each format. One without a scanned account says
   * that nothing is known.
   *
   * @param stored takes each, in the order of the formats
   * @throws io.todoku.locale.InvalidInputException where the client has no accounts
   */
  @Transactional
  public Report createScheduled(
      ReportRequest request,
      AccountLookup accounts,
      List<ReportFormat> formats,
      Consumer<SentReport> stored) {
    List<Account> selected = request.selectFrom(accounts);
    Map<String, ChecklistInputs> runs = inputs.of(selected);
    Report report =
        maker.make(
            selected,
            true,
            request.toStyle(letterheads, Locale.ENGLISH),
            request.compareOr(ReportMaker.LAST_REPORT));
    formats.forEach(format ->
        stored.accept(
            store(report, format, SCHEDULE, request.recipient(), request.client(), runs)));
    return report;
  }

  private SentReport store(
      Report report,
      ReportFormat format,
      String by,
      String recipient,
      @Nullable String client,
      Map<String, ChecklistInputs> runs) {
    byte[] bytes = renderer.render(report, format);
    SentReport sent = new SentReport();
    sent.madeAt = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
    sent.madeBy = by;
    sent.sentTo = recipient;
    sent.client = client;
    sent.subject = report.subject();
    sent.language = report.style().language().getLanguage();
    sent.format = format.extension();
    sent.zone = report.style().zone().getId();
    sent.note = report.style().note();
    sent.release = release.version();
    sent.catalogue = release.catalogue();
    sent.fileName = ReportFileName.of(report, format);
    sent.size = bytes.length;
    reports.saveAndFlush(sent);
    saveAccounts(sent, report, runs);
    pieces.saveUncompressed(bytes, sent.id);
    return sent;
  }

  private void saveAccounts(SentReport sent, Report report, Map<String, ChecklistInputs> runs) {
    int place = 0;
    for (Report.AccountReport part : report.accounts()) {
      ChecklistInputs input = runs.get(part.checklist().account().id());
      if (input != null) {
        SentReportAccount account = new SentReportAccount();
        account.reportId = sent.id;
        account.accountId = part.checklist().account().id();
        account.place = place++;
        account.name = part.checklist().account().name();
        account.client = part.checklist().account().client();
        account.runId = input.run();
        account.scannedAt = part.checklist().scan().finishedAt();
        account.readiness = part.checklist().readiness().name();
        accounts.save(account);
      }
    }
  }

  /** All reports, newest first. */
  List<SentReport> all() {
    return reports.findAllByOrderByMadeAtDesc();
  }

  /**
   * @throws ResponseStatusException 404 where no report has this id
   */
  SentReport get(UUID id) {
    return find(id)
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "report " + id + " is not known"));
  }

  /** Empty where it was removed, or never was. */
  Optional<SentReport> find(UUID id) {
    return reports.findById(id);
  }

  List<SentReportAccount> accountsOf(UUID id) {
    return accounts.findByReportIdOrderByPlace(id);
  }

  /** The bytes of the file as it was made. */
  @Transactional(readOnly = true)
  byte[] file(UUID id) {
    return pieces.readUncompressed(id);
  }

  @Transactional
  void remove(UUID id) {
    reports.deleteById(id);
  }
}
