package io.todoku.archive;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deletes expired scans once a day, on one node. */
@Configuration(proxyBeanMethods = false)
class RetentionJobs {

  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("history-forgets");
  private static final Duration INTERVAL = Duration.ofDays(1);

  @Bean
  Task<Void> retentionTask(ObjectProvider<Retention> retention) {
    return Tasks.recurring(TASK, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> retention.getObject().deleteExpired());
  }
}
