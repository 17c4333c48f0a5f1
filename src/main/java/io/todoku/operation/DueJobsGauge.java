package io.todoku.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The number of due jobs that no node has claimed, over all nodes. A scrape returns the previous
 * number at once while the next is queried, so that an unavailable database does not block other
 * metrics.
 */
@Component
class DueJobsGauge {

  private static final Logger log = LoggerFactory.getLogger(DueJobsGauge.class);
  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

  private final JdbcClient database;
  private final Clock clock;
  private final AtomicLong nextRefresh = new AtomicLong(System.nanoTime());
  private volatile double dueJobs = Double.NaN;

  DueJobsGauge(JdbcClient database, Clock clock, MeterRegistry registry) {
    this.database = database;
    this.clock = clock;
    Gauge.builder("todoku.queue.due", this, DueJobsGauge::dueJobs)
        .description("Jobs that are due and that no node has taken, over all nodes")
        .register(registry);
  }

  /** The number, or NaN if it is unknown. */
  private double dueJobs() {
    long now = System.nanoTime();
    long next = nextRefresh.get();
    if (now - next >= 0 && nextRefresh.compareAndSet(next, now + REFRESH_INTERVAL.toNanos())) {
      Thread.ofVirtual().start(this::refresh);
    }
    return dueJobs;
  }

  private void refresh() {
    try {
      dueJobs =
          database
              .sql(
                  "select count(*) from scheduled_tasks"
                      + " where picked = false and execution_time <= :now")
              .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
              .query(Long.class)
              .single();
    } catch (DataAccessException away) {
      dueJobs = Double.NaN;
      log.debug("The due jobs cannot be counted", away);
    }
  }
}
