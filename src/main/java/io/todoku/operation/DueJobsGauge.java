package io.todoku.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todoku.concurrent.RefreshedValue;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The number of due jobs that no node has claimed, over all nodes; NaN while it is unknown. */
@Component
class DueJobsGauge {

  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

  private final JdbcClient database;
  private final Clock clock;

  DueJobsGauge(JdbcClient database, Clock clock, MeterRegistry registry) {
    this.database = database;
    this.clock = clock;
    RefreshedValue<Double> dueJobs =
        new RefreshedValue<>("The number of due jobs", REFRESH_INTERVAL, Double.NaN, this::count);
    Gauge.builder("todoku.queue.due", dueJobs, RefreshedValue::get)
        .description("Jobs that are due and that no node has taken, over all nodes")
        .strongReference(true)
        .register(registry);
  }

  private Double count() {
    return (double)
        database
            .sql(
                "select count(*) from scheduled_tasks"
                    + " where picked = false and execution_time <= :now")
            .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .query((row, _) -> row.getLong(1))
            .single();
  }
}
