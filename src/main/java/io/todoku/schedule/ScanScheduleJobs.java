package io.todoku.schedule;

import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.todoku.scan.cell.ScanSettings;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The jobs by which schedules are followed, on whichever node comes first. What they do is looked
 * up when they run, see {@link CellJobs}.
 */
@Configuration(proxyBeanMethods = false)
public class ScanScheduleJobs {

  public static final TaskDescriptor<Void> SCHEDULED_SCAN = TaskDescriptor.of("scheduled-scan");

  private static final TaskDescriptor<Void> DUE_SCHEDULES = TaskDescriptor.of("schedules-due");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  @Bean
  Task<Void> dueSchedulesTask(ObjectProvider<DueScheduleStarter> rounds) {
    return Tasks.recurring(DUE_SCHEDULES, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> rounds.getObject().startDue());
  }

  @Bean
  Task<Void> scheduledScanTask(ObjectProvider<DueScheduleStarter> rounds, ScanSettings settings) {
    return Tasks.oneTime(SCHEDULED_SCAN)
        .onFailure(new ExponentialBackoffFailureHandler<>(settings.retry(), 2))
        .onDeadExecutionRevive()
        .execute((instance, context) ->
            rounds.getObject().start(ScheduledScanId.parse(instance.getId())));
  }
}
