package io.todoku.idempotency;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deletes expired keys once an hour, on one node. */
@Configuration(proxyBeanMethods = false)
class IdempotencyJobs {

  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("idempotency-keys-expire");
  private static final Duration INTERVAL = Duration.ofHours(1);

  @Bean
  Task<Void> idempotencyKeysTask(ObjectProvider<IdempotencyKeys> keys) {
    return Tasks.recurring(TASK, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> keys.getObject().deleteExpired());
  }
}
