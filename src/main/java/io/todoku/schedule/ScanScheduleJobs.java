package io.todoku.schedule;

import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.todoku.scan.Scans;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The jobs that start scheduled scans, on whichever node claims them first. They look their beans
 * up when they run, because those need the scheduler, which needs these jobs.
 */
@Configuration(proxyBeanMethods = false)
public class ScanScheduleJobs {

  public static final TaskDescriptor<Void> SCHEDULED_SCAN = TaskDescriptor.of("scheduled-scan");

  private static final TaskDescriptor<Void> DUE_SCHEDULES = TaskDescriptor.of("schedules-due");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  @Bean
  Task<Void> dueSchedulesTask(ObjectProvider<DueScheduleStarter> starter) {
    return Tasks.recurring(DUE_SCHEDULES, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> starter.getObject().startDue());
  }

  @Bean
  Task<Void> scheduledScanTask(
      ObjectProvider<DueScheduleStarter> starter, ObjectProvider<Scans> scans) {
    return Tasks.oneTime(SCHEDULED_SCAN)
        .onFailure((complete, operations) ->
            new ExponentialBackoffFailureHandler<Void>(scans.getObject().retryDelay(), 2)
                .onFailure(complete, operations))
        .onDeadExecutionRevive()
        .execute((instance, context) ->
            starter.getObject().start(ScheduledScanId.parse(instance.getId())));
  }
}
