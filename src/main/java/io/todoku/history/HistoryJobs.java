package io.todoku.history;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.todoku.notify.Tickets;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The history's own jobs: news that wait to be told, expiry notices, and deriving histories again
 * after a change of the rules, one account after the other so that scans can go on meanwhile.
 */
@Configuration(proxyBeanMethods = false)
class HistoryJobs {

  private static final Logger log = LoggerFactory.getLogger(HistoryJobs.class);
  private static final Duration NEWS_INTERVAL = Duration.ofSeconds(5);
  private static final Duration WAIVER_INTERVAL = Duration.ofMinutes(1);
  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("history-anew");

  @Bean
  Task<Void> historyTask(ObjectProvider<AccountHistory> history) {
    return Tasks.oneTime(TASK)
        .onDeadExecutionRevive()
        .execute((instance, context) -> {
          AccountHistory accountHistory = history.getObject();
          accountHistory.outdatedAccounts().forEach(id -> recompute(accountHistory, id));
        });
  }

  /**
   * Derives one account's history. A failure does not stop the other accounts; it is tried again at
   * the next start.
   */
  private static void recompute(AccountHistory history, String accountId) {
    try {
      history.recompute(accountId);
    } catch (RuntimeException broken) {
      log.error("The findings of account {} cannot be derived again", accountId, broken);
    }
  }

  @Bean
  Task<Void> expiryTask(ObjectProvider<ExpiryNotices> notices) {
    return Tasks.recurring("expiry-notices", FixedDelay.ofHours(6))
        .execute((instance, context) -> notices.getObject().queueNotices());
  }

  /** On one node at a time. */
  @Bean
  Task<Void> newsTask(ObjectProvider<DueNews> news) {
    return Tasks.recurring("news", FixedDelay.of(NEWS_INTERVAL))
        .execute((instance, context) -> news.getObject().tell());
  }

  /** Waivers begin and end without a scan; on one node at a time. */
  @Bean
  Task<Void> waivedTicketsTask(
      ObjectProvider<NotifiedItemsReader> items, ObjectProvider<Tickets> tickets) {
    return Tasks.recurring("waived-tickets", FixedDelay.of(WAIVER_INTERVAL))
        .execute((instance, context) -> items.getObject().updateWaivedTickets(tickets.getObject()));
  }

  /** A component of its own, because the scheduler depends on the configuration above. */
  @Component
  static class RecomputeAtStart {

    private final AccountHistory history;
    private final SchedulerClient jobs;
    private final Clock clock;

    RecomputeAtStart(AccountHistory history, SchedulerClient jobs, Clock clock) {
      this.history = history;
      this.jobs = jobs;
      this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void scheduleIfOutdated() {
      if (!history.outdatedAccounts().isEmpty()) {
        jobs.scheduleIfNotExists(TASK.instance("all").scheduledTo(clock.instant()));
      }
    }
  }
}
