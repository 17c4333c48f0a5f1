package io.todoku.clientreport;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.clientreport.ReportRun.RunState;
import io.todoku.clientreport.ReportScheduleView.ReportFailureView;
import io.todoku.clientreport.ReportScheduleView.ReportRunView;
import io.todoku.identity.KnownClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final ReportScheduleRepository schedules;
  private final ReportRunRepository runs;
  private final ReportRunFiles files;
  private final SentReportRepository reports;
  private final ReportRuns work;
  private final SchedulerClient jobs;
  private final KnownClients clients;
  private final MessageSource messages;
  private final Clock clock;

  ReportSchedules(
      ReportScheduleRepository schedules,
      ReportRunRepository runs,
      ReportRunFiles files,
      SentReportRepository reports,
      ReportRuns work,
      SchedulerClient jobs,
      KnownClients clients,
      MessageSource messages,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.files = files;
    this.reports = reports;
    this.work = work;
    this.jobs = jobs;
    this.clients = clients;
    this.messages = messages;
    this.clock = clock;
  }

  /** By client, each with its last run. */
  List<ReportScheduleView> all(Locale locale) {
    Set<String> known = Set.copyOf(clients.names());
    return schedules.findAllByOrderByClientAscCreatedAtAsc().stream()
        .map(schedule -> view(schedule, known, 1, locale))
        .toList();
  }

  /** Of enabled schedules, those whose last report was given up. */
  List<ReportFailureView> failures(Locale locale) {
    return schedules.findAllByOrderByClientAscCreatedAtAsc().stream()
        .filter(schedule -> schedule.enabled)
        .flatMap(schedule ->
            runs.findByScheduleIdOrderByDueAtDesc(schedule.id, Limit.of(1)).stream()
                .filter(run -> run.state == RunState.FAILED)
                .map(run -> ReportFailureView.of(schedule, run, messages, locale)))
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
    return view(schedule, Set.copyOf(clients.names()), last, locale);
  }

  private ReportScheduleView view(
      ReportSchedule schedule, Set<String> known, int last, Locale locale) {
    return ReportScheduleView.of(
        schedule,
        known.contains(schedule.client),
        runs.findByScheduleIdOrderByDueAtDesc(schedule.id, Limit.of(last)).stream()
            .map(run ->
                ReportRunView.of(run, reports.findAllById(files.of(run.id)), messages, locale))
            .toList());
  }

  /**
   * Stores a schedule, which goes on with its next time from now. What a disabled one has not
   * delivered yet is given up; a person may try it again.
   */
  @Transactional
  public ReportSchedule save(ReportSchedule schedule) {
    if (!schedule.enabled) {
      work.endWaiting(schedule.id);
    }
    schedule.nextAt = schedule.nextAfter(clock.instant());
    return schedules.save(schedule);
  }

  /**
   * Makes and delivers a report now, beside those of the schedule.
   *
   * @return whether it does: not while one is under way, or right after one began, so that whoever
   *     presses twice sends one
   */
  @Transactional
  public boolean runNow(UUID id) {
    ReportSchedule schedule =
        schedules
            .findByIdForUpdate(id)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Instant now = clock.instant();
    if (runs.existsByScheduleIdAndState(id, RunState.WAITING)
        || runs.existsByScheduleIdAndDueAtGreaterThan(id, now.minus(PAUSE))) {
      return false;
    }
    work.start(schedule, now.truncatedTo(ChronoUnit.SECONDS), jobs);
    return true;
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
