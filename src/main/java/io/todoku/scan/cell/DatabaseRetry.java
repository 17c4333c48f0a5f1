package io.todoku.scan.cell;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Waits for a database that is away: what a cell brought home took minutes, and is not thrown away
 * because it could not be stored at once. Each step must bear being done twice, as a commit whose
 * answer was lost has happened.
 */
@Component
class DatabaseRetry {

  private static final Logger log = LoggerFactory.getLogger(DatabaseRetry.class);

  /** Doubled each time. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration TOTAL_TIMEOUT = Duration.ofMinutes(5);

  /** Told once, however many cells wait for it. */
  private final AtomicBoolean outageLogged = new AtomicBoolean();

  private final DatabaseConnections connections;

  DatabaseRetry(DatabaseConnections connections) {
    this.connections = connections;
  }

  void execute(Runnable step) {
    execute(() -> {
      step.run();
      return true;
    });
  }

  <T> T execute(Supplier<T> step) {
    long end = System.nanoTime() + TOTAL_TIMEOUT.toNanos();
    Duration pause = FIRST_PAUSE;
    boolean waited = false;
    while (true) {
      try {
        T result = step.get();
        if (waited && outageLogged.getAndSet(false)) {
          log.info("The database is there again");
        }
        return result;
      } catch (RuntimeException e) {
        if (!isTransient(e) || System.nanoTime() > end) {
          throw e;
        }
        if (!outageLogged.getAndSet(true)) {
          logOutage(e);
        }
        if (diskError(e) != null) {
          connections.evictPooled();
        }
        waited = true;
        sleep(pause, e);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  private static void logOutage(RuntimeException e) {
    IOException disk = diskError(e);
    if (disk == null) {
      log.warn("The database does not answer; waiting for it: {}", e.getMessage());
    } else {
      log.error(
          "The database file cannot be written ({}): make room on the disk of the data folder."
              + " Scans wait for it; what was stored before is safe",
          disk.getMessage());
    }
  }

  /** What the disk said, where it was the disk of H2's file and not the way to a server. */
  static @Nullable IOException diskError(Throwable e) {
    boolean ofH2 = false;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      ofH2 |= cause.getClass().getName().startsWith("org.h2.");
      if (ofH2 && cause instanceof IOException io) {
        return io;
      }
    }
    return null;
  }

  /** Whether the database may take the same step later. */
  static boolean isTransient(Throwable e) {
    return e instanceof TransientDataAccessException
        || e instanceof RecoverableDataAccessException
        || e instanceof DataAccessResourceFailureException
        || e instanceof CannotCreateTransactionException
        || e instanceof TransactionSystemException
        || e instanceof JpaSystemException;
  }

  private static void sleep(Duration pause, RuntimeException cause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }
}
