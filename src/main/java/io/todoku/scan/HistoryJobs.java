package io.todoku.scan;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What time and new rules do to what is known: expiries are told, findings derived anew. */
@Configuration(proxyBeanMethods = false)
class HistoryJobs {

  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("history-anew");

  @Bean
  Task<Void> historyTask(ObjectProvider<History> history) {
    return Tasks.oneTime(TASK)
        .onDeadExecutionRevive()
        .execute((instance, context) -> history.getObject().deriveAnew(instance.getId()));
  }

  @Bean
  Task<Void> expiryTask(ObjectProvider<ExpiryNotices> notices) {
    return Tasks.recurring("expiry-notices", FixedDelay.ofHours(6))
        .execute((instance, context) -> notices.getObject().tell());
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
