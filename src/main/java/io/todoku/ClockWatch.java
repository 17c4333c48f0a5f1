package io.todoku;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Notices when the clock is put back, and puts back the jobs that wait by it: else they would wait
 * until the clock is again where it was. A clock that is put forward needs nothing: jobs are due.
 */
@Component
class ClockWatch {

  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
  private static final Duration ROUND = Duration.ofSeconds(2);

  /** Clocks that are kept in step by the network are corrected by less. */
  private static final Duration NOTHING = Duration.ofSeconds(20);

  private final SchedulerClient jobs;
  private final Clock clock;
  private final LongSupplier monotonic;
  private Instant wall;
  private long nanos;
  private volatile boolean over;

  @Autowired
  ClockWatch(SchedulerClient jobs, Clock clock) {
    this(jobs, clock, System::nanoTime);
  }

  ClockWatch(SchedulerClient jobs, Clock clock, LongSupplier monotonic) {
    this.jobs = jobs;
    this.clock = clock;
    this.monotonic = monotonic;
    this.wall = clock.instant();
    this.nanos = monotonic.getAsLong();
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    Thread.ofVirtual()
        .name("clock-watch")
        .start(() -> {
          while (!over) {
            LockSupport.parkNanos(ROUND.toNanos());
            try {
              look();
            } catch (RuntimeException e) {
              log.warn("The jobs could not be put back with the clock: {}", e.getMessage());
            }
          }
        });
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    over = true;
  }

  /** Compares the clock with one that nobody can set. */
  void look() {
    Instant now = clock.instant();
    long ticks = monotonic.getAsLong();
    Duration back =
        Duration.of(ticks - nanos, TimeUnit.NANOSECONDS.toChronoUnit())
            .minus(Duration.between(wall, now));
    if (back.compareTo(NOTHING) > 0) {
      log.warn("The clock was put back by {}: the jobs that wait are put back with it", back);
      jobs.getScheduledExecutions().stream()
          .filter(job -> !job.isPicked())
          .forEach(job -> {
            try {
              jobs.reschedule(job.getTaskInstance(), job.getExecutionTime().minus(back));
            } catch (TaskInstanceException taken) {
              log.debug("{} is under way", job);
            }
          });
    }
    wall = now;
    nanos = ticks;
  }
}
