package io.todoku.clientreport;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The jobs of scheduled reports: one that begins what is due, one for each run, and one that
 * deletes old reports once a day.
 */
@Configuration(proxyBeanMethods = false)
class ReportScheduleJobs {

  private static final TaskDescriptor<Void> RUN = TaskDescriptor.of("scheduled-report");
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration RETENTION_INTERVAL = Duration.ofDays(1);

  /** Stores the job in the open transaction. */
  static void schedule(SchedulerClient jobs, ReportRun run) {
    jobs.scheduleIfNotExists(RUN.instance(run.id.toString()).scheduledTo(run.nextAt));
  }

  @Bean
  Task<Void> dueReportsTask(ObjectProvider<ReportRuns> runs) {
    return Tasks.recurring("reports-due", FixedDelay.of(INTERVAL))
        .execute((instance, context) -> runs.getObject().startDue(context.getSchedulerClient()));
  }

  @Bean
  Task<Void> reportRetentionTask(ObjectProvider<ReportRetention> retention) {
    return Tasks.recurring("report-retention", FixedDelay.of(RETENTION_INTERVAL))
        .execute((instance, context) -> retention.getObject().deleteExpired());
  }

  @Bean
  Task<Void> scheduledReportTask(ObjectProvider<ReportRuns> runs, Clock clock) {
    return Tasks.custom(RUN)
        .onDeadExecutionRevive()
        .onFailure((done, job) -> job.reschedule(done, clock.instant().plus(INTERVAL)))
        .execute((instance, context) -> {
          UUID id = UUID.fromString(instance.getId());
          runs.getObject().attempt(id);
          return (done, job) ->
              runs.getObject().finishJob(id, next -> job.reschedule(done, next), job::remove);
        });
  }
}
