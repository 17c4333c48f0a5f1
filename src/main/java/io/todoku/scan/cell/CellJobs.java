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
 * The jobs that carry scans on, on whichever node comes first. What they do is looked up when they
 * run: it stores jobs itself, and the scheduler wants to know all of them first.
 */
@Configuration(proxyBeanMethods = false)
public class CellJobs {

  public static final TaskDescriptor<Void> TASK = TaskDescriptor.of("scan-cell");

  private static final TaskDescriptor<Void> ADVANCE_ALL = TaskDescriptor.of("scans-go-on");
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /**
   * The job of a node that died is another's once its lease is over; that of a node that stops, at
   * once.
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

  /** A scan never waits for a job that nobody has. */
  @Bean
  Task<Void> advanceTask(ObjectProvider<CellWorker> work) {
    return Tasks.recurring(ADVANCE_ALL, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> work.getObject().advanceAll());
  }
}
