package io.todoku.clientreport;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes the reports of each schedule, also of a disabled one, that are older than it keeps them.
 * Those of a removed schedule are kept as reports made by hand are.
 */
@Component
class ReportRetention {

  private final ReportScheduleRepository schedules;
  private final ReportRunRepository runs;
  private final ReportRunFiles files;
  private final SentReports reports;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ReportRetention(
      ReportScheduleRepository schedules,
      ReportRunRepository runs,
      ReportRunFiles files,
      SentReports reports,
      TransactionTemplate transactions,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.files = files;
    this.reports = reports;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Deletes what has expired, schedule by schedule, each in its own transaction. */
  void deleteExpired() {
    for (ReportSchedule schedule : schedules.findAll()) {
      transactions.executeWithoutResult(_ -> deleteExpired(schedule));
    }
  }

  private void deleteExpired(ReportSchedule schedule) {
    Instant before =
        clock
            .instant()
            .atOffset(ZoneOffset.UTC)
            .minus(Period.ofMonths(schedule.keepMonths))
            .toInstant();
    for (ReportRun old : runs.findByScheduleIdAndDueAtLessThan(schedule.id, before)) {
      files.of(old.id).forEach(reports::remove);
      runs.delete(old);
    }
  }
}
