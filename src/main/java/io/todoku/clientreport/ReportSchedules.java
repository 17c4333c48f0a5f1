package io.todoku.clientreport;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.clientreport.ReportScheduleView.ReportRunView;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Reads and changes the schedules of reports. */
@Component
class ReportSchedules {

  private final ReportScheduleRepository schedules;
  private final ReportRunRepository runs;
  private final ReportRunFiles files;
  private final SentReportRepository reports;
  private final ReportRuns work;
  private final SchedulerClient jobs;
  private final MessageSource messages;
  private final Clock clock;

  ReportSchedules(
      ReportScheduleRepository schedules,
      ReportRunRepository runs,
      ReportRunFiles files,
      SentReportRepository reports,
      ReportRuns work,
      SchedulerClient jobs,
      MessageSource messages,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.files = files;
    this.reports = reports;
    this.work = work;
    this.jobs = jobs;
    this.messages = messages;
    this.clock = clock;
  }

  /** By client, each with its last run. */
  List<ReportScheduleView> all(Locale locale) {
    return schedules.findAllByOrderByClientAscCreatedAtAsc().stream()
        .map(schedule -> view(schedule, 1, locale))
        .toList();
  }

  /**
   * @throws ResponseStatusException 404 where no schedule has this id
   */
  ReportSchedule get(UUID id) {
    return schedules
        .findById(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /**
   * @param last how many of the last runs are shown
   */
  ReportScheduleView view(ReportSchedule schedule, int last, Locale locale) {
    return ReportScheduleView.of(
        schedule,
        runs.findByScheduleIdOrderByDueAtDesc(schedule.id, Limit.of(last)).stream()
            .map(run ->
                ReportRunView.of(run, reports.findAllById(files.of(run.id)), messages, locale))
            .toList());
  }

  /** Stores a schedule, which goes on with its next time from now. */
  @Transactional
  public ReportSchedule save(ReportSchedule schedule) {
    schedule.nextAt = schedule.nextAfter(clock.instant());
    return schedules.save(schedule);
  }

  /** Makes and delivers a report now, beside those of the schedule. */
  @Transactional
  public void runNow(UUID id) {
    work.start(get(id), clock.instant().truncatedTo(ChronoUnit.SECONDS), jobs);
  }

  void retry(UUID schedule, UUID run) {
    work.retry(schedule, run, jobs);
  }

  /** Its reports stay in the list of reports. */
  @Transactional
  public void remove(UUID id) {
    schedules.deleteById(id);
  }
}
