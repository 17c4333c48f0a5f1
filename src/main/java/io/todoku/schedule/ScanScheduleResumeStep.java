package io.todoku.schedule;

import io.todoku.installation.ResumeStep;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Lets schedules go on with their next time; what was missed while quiet is not caught up. */
@Component
class ScanScheduleResumeStep implements ResumeStep {

  private final ScanScheduleRepository repository;

  ScanScheduleResumeStep(ScanScheduleRepository repository) {
    this.repository = repository;
  }

  @Override
  public void beforeResume(Instant now) {
    repository
        .findAll()
        .forEach(schedule -> {
          schedule.nextAt = schedule.toTiming().next(now);
          schedule.lastRun = null; // jobs of a run that began before are obsolete
          repository.save(schedule);
        });
  }
}
