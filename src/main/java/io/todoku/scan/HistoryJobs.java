package io.todoku.scan;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** After a change of the rules, what they find is derived anew, account by account. */
@Configuration(proxyBeanMethods = false)
class HistoryJobs {

  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("history-anew");

  @Bean
  Task<Void> historyTask(History history) {
    return Tasks.oneTime(TASK)
        .onDeadExecutionRevive()
        .execute((instance, context) -> history.deriveAnew(instance.getId()));
  }

  /** Not a bean of the configuration above, which the scheduler waits for. */
  @Component
  static class AtStart {

    private final History history;
    private final SchedulerClient jobs;
    private final Clock clock;

    AtStart(History history, SchedulerClient jobs, Clock clock) {
      this.history = history;
      this.jobs = jobs;
      this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void deriveAnew() {
      history
          .outdated()
          .forEach(id -> jobs.scheduleIfNotExists(TASK.instance(id).scheduledTo(clock.instant())));
    }
  }
}
