package io.todoku.runbook;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that observe runbooks, each on one node of the cluster. */
@Configuration(proxyBeanMethods = false)
class RunbookJobs {

  static final TaskDescriptor<Void> OBSERVE = TaskDescriptor.of("runbook-look");

  private static final TaskDescriptor<Void> OBSERVE_DUE = TaskDescriptor.of("runbooks-due");
  private static final Duration DUE_INTERVAL = Duration.ofSeconds(30);

  @Bean
  Task<Void> observeDueRunbooksTask(ObjectProvider<RunbookObservations> observations) {
    return Tasks.recurring(OBSERVE_DUE, FixedDelay.of(DUE_INTERVAL))
        .execute((instance, context) -> observations.getObject().requestDue());
  }

  @Bean
  Task<Void> observeRunbookTask(ObjectProvider<RunbookObservations> observations) {
    return Tasks.custom(OBSERVE)
        .onDeadExecutionRevive()
        .execute((instance, context) -> {
          UUID id = UUID.fromString(instance.getId());
          observations.getObject().observe(id);
          return (complete, operations) ->
              observations
                  .getObject()
                  .finishJob(
                      id,
                      () -> operations.reschedule(complete, complete.getTimeDone()),
                      operations::remove);
        });
  }
}
