package io.todoku.scan.cell;

import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
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
 * The jobs that process scans, on any node. They look their beans up when they run, because those
 * need the scheduler, which needs these jobs.
 */
@Configuration(proxyBeanMethods = false)
public class CellJobs {

  public static final TaskDescriptor<Void> TASK = TaskDescriptor.of("scan-cell");

  private static final TaskDescriptor<Void> ADVANCE_ALL = TaskDescriptor.of("scans-go-on");
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /**
   * Processes one cell. The job of a dead node goes to another one when its lease has run out; that
   * of a stopping node at once.
   */
  @Bean
  Task<Void> cellTask(ObjectProvider<CellWorker> work, ScanSettings settings) {
    return Tasks.custom(TASK)
        .onFailure(new ExponentialBackoffFailureHandler<>(settings.retry(), 2))
        .onDeadExecutionRevive()
        .execute((instance, context) ->
            work.getObject()
                    .process(
                        CellId.parse(instance.getId()),
                        context.getExecution().pickedBy,
                        context.getSchedulerState())
                ? new OnCompleteRemove<>()
                : (complete, job) -> job.reschedule(complete, complete.getTimeDone()));
  }

  /** Finds scans whose jobs are missing and continues them. */
  @Bean
  Task<Void> advanceTask(ObjectProvider<CellWorker> work) {
    return Tasks.recurring(ADVANCE_ALL, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> work.getObject().advanceAll());
  }
}
