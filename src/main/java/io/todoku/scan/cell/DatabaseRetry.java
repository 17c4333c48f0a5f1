package io.todoku.scan.cell;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Repeats a database step while the database is unavailable, because what a cell collected took
 * minutes and must not be lost to an outage of seconds. Each step must be safe to run twice: a
 * commit whose answer was lost has happened.
 */
@Component
class DatabaseRetry {

  private static final Logger log = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final String H2 = "org.h2.";

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxRetries(Long.MAX_VALUE)
          .timeout(Duration.ofMinutes(5))
          .delay(Duration.ofMillis(200))
          .multiplier(2)
          .maxDelay(Duration.ofSeconds(5))
          .predicate(DatabaseRetry::isTransient)
          .build();

  private final DataSource database;
  private final RetryTemplate template = new RetryTemplate(POLICY);

  /** An outage is logged once, however many cells wait for its end. */
  private final AtomicBoolean outageLogged = new AtomicBoolean();

  DatabaseRetry(DataSource database) {
    this.database = database;
    template.setRetryListener(
        new RetryListener() {
          @Override
          public void onRetryableExecution(
              RetryPolicy policy, Retryable<?> step, RetryState attempts) {
            if (!attempts.isSuccessful()) {
              recordFailure(attempts.getLastException());
            } else if (attempts.getRetryCount() > 0 && outageLogged.getAndSet(false)) {
              log.info("The database is available again");
            }
          }
        });
  }

  /**
   * Runs a step until it succeeds, fails for good, or the database was unavailable for five
   * minutes.
   *
   * @throws RuntimeException the last failure of the step
   */
  <T> T execute(Supplier<T> step) {
    return template.invoke(step);
  }

  /** The same for a step without a result. */
  void execute(Runnable step) {
    template.invoke(step);
  }

  private void recordFailure(Throwable failure) {
    if (!isTransient(failure)) {
      return;
    }
    IOException disk = diskError(failure);
    if (!outageLogged.getAndSet(true)) {
      logOutage(failure, disk);
    }
    if (disk != null) {
      evictConnections();
    }
  }

  private static void logOutage(Throwable failure, @Nullable IOException disk) {
    if (disk == null) {
      log.warn("The database does not answer; waiting for it: {}", failure.getMessage());
    } else {
      log.error(
          "The database file cannot be written ({}): make room on the disk of the data folder."
              + " Scans wait for it; what was stored before is safe",
          disk.getMessage());
    }
  }

  /**
   * Drops the pooled connections, because H2 closes a database whose file could not be written and
   * opens it again only when nobody holds a connection to the closed one.
   */
  private void evictConnections() {
    try {
      if (database.isWrapperFor(HikariDataSource.class)) {
        database.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The disk's own error if H2 could not write its file; null for a server that is away. */
  static @Nullable IOException diskError(Throwable failure) {
    boolean ofH2 = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      ofH2 |= cause.getClass().getName().startsWith(H2);
      if (ofH2 && cause instanceof IOException io) {
        return io;
      }
    }
    return null;
  }

  /** Whether the same step may succeed later. */
  static boolean isTransient(Throwable failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof DataAccessResourceFailureException
        || failure instanceof CannotCreateTransactionException
        || failure instanceof TransactionSystemException
        || (failure instanceof JpaSystemException && isOfDatabase(failure));
  }

  /**
   * A converter of a column that fails, as for a secret without its key, fails the next time too.
   */
  private static boolean isOfDatabase(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause -> cause instanceof SQLException || cause.getClass().getName().startsWith(H2));
  }
}
