package io.todoku.handover;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.report.Release;
import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import io.todoku.report.Reports;
import io.todoku.scan.Bases;
import io.todoku.scan.Basis;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Keeps reports as they were made for somebody: which, when, by whom, in which version. */
@Component
class SentReports {

  private final SentReportRepository reports;
  private final SentAccountRepository accounts;
  private final SentPieceRepository pieces;
  private final Accounts known;
  private final Bases bases;
  private final ReportMaker maker;
  private final Reports formats;
  private final Letterheads letterheads;
  private final Release release;
  private final Clock clock;

  SentReports(
      SentReportRepository reports,
      SentAccountRepository accounts,
      SentPieceRepository pieces,
      Accounts known,
      Bases bases,
      ReportMaker maker,
      Reports formats,
      Letterheads letterheads,
      Release release,
      Clock clock) {
    this.reports = reports;
    this.accounts = accounts;
    this.pieces = pieces;
    this.known = known;
    this.bases = bases;
    this.maker = maker;
    this.formats = formats;
    this.letterheads = letterheads;
    this.release = release;
    this.clock = clock;
  }

  /**
   * Makes a report and keeps it.
   *
   * @throws io.todoku.report.WrongReportException where it cannot be made as asked
   */
  @Transactional
  SentReport send(ReportOrder order, String by, Locale reader) {
    List<Account> wanted = order.accountsOf(known);
    Map<String, Basis> runs = bases.of(wanted);
    Report report =
        maker.makeOfScanned(
            wanted, order.style(letterheads, reader), order.compareOr(ReportMaker.LAST));
    ReportFormat format = order.formatOr(ReportFormat.PDF);
    byte[] bytes = formats.bytes(report, format);
    SentReport sent = new SentReport();
    sent.madeAt = clock.instant();
    sent.madeBy = by;
    sent.sentTo = order.recipient();
    sent.subject = report.subject();
    sent.language = report.style().language().getLanguage();
    sent.format = format.extension();
    sent.zone = report.style().zone().getId();
    sent.note = report.style().note();
    sent.release = release.version();
    sent.catalogue = release.catalogue();
    sent.fileName = FileNames.of(report, format);
    sent.size = bytes.length;
    reports.save(sent);
    keepAccounts(sent, report, runs);
    for (int place = 0; place * SentPiece.LENGTH < bytes.length; place++) {
      SentPiece piece = new SentPiece();
      piece.reportId = sent.id;
      piece.place = place;
      int from = place * SentPiece.LENGTH;
      piece.bytes =
          Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SentPiece.LENGTH));
      pieces.save(piece);
    }
    return sent;
  }

  private void keepAccounts(SentReport sent, Report report, Map<String, Basis> runs) {
    int place = 0;
    for (Report.Part part : report.parts()) {
      Basis basis = runs.get(part.list().account().id());
      if (basis != null) {
        SentAccount account = new SentAccount();
        account.reportId = sent.id;
        account.accountId = part.list().account().id();
        account.place = place++;
        account.name = part.list().account().name();
        account.runId = basis.run();
        account.scannedAt = part.list().scan().finishedAt();
        account.readiness = part.list().readiness().name();
        accounts.save(account);
      }
    }
  }

  /** Newest first. */
  List<SentReport> all() {
    return reports.findAllByOrderByMadeAtDesc();
  }

  /**
   * @throws ResponseStatusException 404 where there is none
   */
  SentReport get(UUID id) {
    return reports
        .findById(id)
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "report " + id + " is not known"));
  }

  List<SentAccount> accountsOf(UUID id) {
    return accounts.findByReportIdOrderByPlace(id);
  }

  /** The file, as it was made. */
  @Transactional(readOnly = true)
  byte[] file(UUID id) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    pieces.findByReportIdOrderByPlace(id).forEach(piece -> whole.writeBytes(piece.bytes));
    return whole.toByteArray();
  }

  @Transactional
  void remove(UUID id) {
    reports.deleteById(id);
  }
}
