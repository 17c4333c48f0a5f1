package io.todoku.operation;

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
 * Detects that the system clock was set back and reschedules waiting jobs, which would otherwise
 * wait until the clock reaches its earlier time again. A clock that is set forward needs nothing,
 * because the jobs are due then.
 */
@Component
class ClockRollbackMonitor {

  private static final Logger log = LoggerFactory.getLogger(ClockRollbackMonitor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /** Smaller differences are corrections by NTP. */
  private static final Duration TOLERANCE = Duration.ofSeconds(20);

  private final SchedulerClient jobs;
  private final Clock clock;
  private final LongSupplier monotonic;
  private Instant lastInstant;
  private long lastNanos;
  private volatile boolean stopped;

  @Autowired
  ClockRollbackMonitor(SchedulerClient jobs, Clock clock) {
    this(jobs, clock, System::nanoTime);
  }

  ClockRollbackMonitor(SchedulerClient jobs, Clock clock, LongSupplier monotonic) {
    this.jobs = jobs;
    this.clock = clock;
    this.monotonic = monotonic;
    this.lastInstant = clock.instant();
    this.lastNanos = monotonic.getAsLong();
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    Thread.ofVirtual()
        .name("clock-watch")
        .start(() -> {
          while (!stopped) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            try {
              checkClock();
            } catch (RuntimeException e) {
              log.warn("The jobs could not be put back with the clock: {}", e.getMessage());
            }
          }
        });
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
  }

  /** Compares the system clock with the monotonic one. */
  void checkClock() {
    Instant now = clock.instant();
    long ticks = monotonic.getAsLong();
    Duration back =
        Duration.of(ticks - lastNanos, TimeUnit.NANOSECONDS.toChronoUnit())
            .minus(Duration.between(lastInstant, now));
    if (back.compareTo(TOLERANCE) > 0) {
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
    lastInstant = now;
    lastNanos = ticks;
  }
}
