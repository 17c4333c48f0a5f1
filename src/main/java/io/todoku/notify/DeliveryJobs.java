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

/** Defines the jobs of the outbox: one for each message to send, and one that makes the digests. */
@Configuration(proxyBeanMethods = false)
class DeliveryJobs {

  private static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("notify-deliver");
  private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

  /** Stores the job in the open transaction. */
  static void schedule(SchedulerClient jobs, OutboxMessage message) {
    jobs.scheduleIfNotExists(DELIVER.instance(message.id.toString()).scheduledTo(message.nextAt));
  }

  /** Retries a job that failed with an exception too, such as when the database is away. */
  @Bean
  Task<Void> deliveryTask(Deliverer deliverer, NotificationSettings settings, Clock clock) {
    Semaphore permits = new Semaphore(settings.atOnce());
    return Tasks.custom(DELIVER)
        .onDeadExecutionRevive()
        .onFailure((done, job) -> {
          int failures = done.getExecution().consecutiveFailures + 1;
          job.reschedule(done, clock.instant().plus(settings.delayAfter(failures)));
        })
        .execute((instance, context) -> {
          if (!permits.tryAcquire()) {
            return rescheduleAt(clock.instant().plus(RETRY_WHEN_BUSY));
          }
          try {
            UUID id = UUID.fromString(instance.getId());
            deliverer.deliver(id);
            return (done, job) ->
                deliverer.finishJob(id, next -> job.reschedule(done, next), job::remove);
          } finally {
            permits.release();
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
