package io.todoku.notify;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs of the outbox: one for each row that is to be sent, and one that makes the digests. */
@Configuration(proxyBeanMethods = false)
class DeliveryJobs {

  private static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("notify-deliver");
  private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

  /** In the transaction that is open. */
  static void schedule(SchedulerClient jobs, OutboxMessage row) {
    jobs.scheduleIfNotExists(DELIVER.instance(row.id.toString()).scheduledTo(row.nextAt));
  }

  /** A delivery that fails by a mistake of ours, or without the database, is tried again too. */
  @Bean
  Task<Void> deliveryTask(Deliverer deliverer, NotificationSettings settings, Clock clock) {
    Semaphore places = new Semaphore(settings.atOnce());
    return Tasks.custom(DELIVER)
        .onDeadExecutionRevive()
        .onFailure((done, job) -> {
          int failures = done.getExecution().consecutiveFailures + 1;
          job.reschedule(done, clock.instant().plus(settings.delayAfter(failures)));
        })
        .execute((instance, context) -> {
          if (!places.tryAcquire()) {
            return rescheduleAt(clock.instant().plus(RETRY_WHEN_BUSY));
          }
          try {
            UUID id = UUID.fromString(instance.getId());
            deliverer.deliver(id);
            return (done, job) ->
                deliverer.finishJob(id, next -> job.reschedule(done, next), job::remove);
          } finally {
            places.release();
          }
        });
  }

  @Bean
  Task<Void> digestTask(Digests digests, Clock clock) {
    return Tasks.recurring("notify-digests", FixedDelay.of(Duration.ofMinutes(1)))
        .execute((instance, context) ->
            digests.createDue(context.getSchedulerClient(), clock.instant()));
  }

  private static CompletionHandler<Void> rescheduleAt(Instant next) {
    return (done, job) -> job.reschedule(done, next);
  }
}
