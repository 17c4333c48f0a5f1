package io.todoku.clientreport;

import io.todoku.clientreport.ReportRun.RunState;
import io.todoku.installation.ResumeStep;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Moves report schedules to their next time and fails waiting runs. */
@Component
class ReportScheduleResumeStep implements ResumeStep {

  private final ReportScheduleRepository schedules;
  private final ReportRunRepository runs;

  ReportScheduleResumeStep(ReportScheduleRepository schedules, ReportRunRepository runs) {
    this.schedules = schedules;
    this.runs = runs;
  }

  @Override
  public void beforeResume(Instant now) {
    schedules
        .findAll()
        .forEach(schedule -> {
          schedule.nextAt = schedule.nextAfter(now);
          schedules.save(schedule);
        });
    runs.findAll().stream()
        .filter(run -> run.state == RunState.WAITING)
        .forEach(run -> {
          run.state = RunState.FAILED;
          run.errorKey = "notify.failed.quiet";
          runs.save(run);
        });
  }
}
