package io.todoku.intake;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deletes files whose import nobody has confirmed, on one node. */
@Configuration(proxyBeanMethods = false)
class PendingImportJobs {

  static final TaskDescriptor<Void> TASK = TaskDescriptor.of("pending-imports-expire");
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  @Bean
  Task<Void> pendingImportsTask(ObjectProvider<PendingImports> imports) {
    return Tasks.recurring(TASK, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> imports.getObject().deleteExpired());
  }
}
