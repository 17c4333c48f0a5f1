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

/** The jobs by which plans are looked at, on whichever node comes first. */
@Configuration(proxyBeanMethods = false)
class RunbookJobs {

  static final TaskDescriptor<Void> LOOK = TaskDescriptor.of("runbook-look");

  private static final TaskDescriptor<Void> ROUNDS = TaskDescriptor.of("runbooks-due");
  private static final Duration ROUND = Duration.ofSeconds(30);

  @Bean
  Task<Void> runbookRoundTask(ObjectProvider<RunbookLooks> looks) {
    return Tasks.recurring(ROUNDS, FixedDelay.of(ROUND))
        .execute((instance, context) -> looks.getObject().round());
  }

  @Bean
  Task<Void> runbookLookTask(ObjectProvider<RunbookLooks> looks) {
    return Tasks.custom(LOOK)
        .onDeadExecutionRevive()
        .execute((instance, context) -> {
          UUID id = UUID.fromString(instance.getId());
          looks.getObject().look(id);
          return (done, job) ->
              looks
                  .getObject()
                  .end(id, () -> job.reschedule(done, done.getTimeDone()), job::remove);
        });
  }
}
