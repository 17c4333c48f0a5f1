package io.todoku.onboarding;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lists the accounts of each organization once a day, on one node. */
@Configuration(proxyBeanMethods = false)
class OrganizationJobs {

  static final TaskDescriptor<Void> TASK = TaskDescriptor.of("organizations-due");

  private static final Duration INTERVAL = Duration.ofMinutes(30);

  @Bean
  Task<Void> organizationsTask(ObjectProvider<Organizations> organizations) {
    return Tasks.recurring(TASK, FixedDelay.of(INTERVAL))
        .execute((instance, context) -> organizations.getObject().updateDue());
  }
}
