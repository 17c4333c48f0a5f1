package io.todoku.scan;

import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The jobs by which schedules are followed, on whichever node comes first. What they do is looked
 * up when they run, see {@link CellJobs}.
 */
@Configuration(proxyBeanMethods = false)
class ScanScheduleJobs {

  static final TaskDescriptor<Void> START = TaskDescriptor.of("scheduled-scan");

  private static final TaskDescriptor<Void> ROUNDS = TaskDescriptor.of("schedules-due");
  private static final Duration ROUND = Duration.ofSeconds(30);

  @Bean
  Task<Void> scheduleRoundTask(ObjectProvider<ScanScheduleRounds> rounds) {
    return Tasks.recurring(ROUNDS, FixedDelay.of(ROUND))
        .execute((instance, context) -> rounds.getObject().round());
  }

  @Bean
  Task<Void> scheduledScanTask(ObjectProvider<ScanScheduleRounds> rounds, ScanSettings settings) {
    return Tasks.oneTime(START)
        .onFailure(new ExponentialBackoffFailureHandler<>(settings.retry(), 2))
        .onDeadExecutionRevive()
        .execute((instance, context) ->
            rounds.getObject().start(ScanScheduleJob.parse(instance.getId())));
  }
}
