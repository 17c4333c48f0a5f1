package io.todoku.operation;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Compacts H2's file while it is open. H2 has a thread for that but does not start it with {@code
 * WRITE_DELAY=0}, which we need because otherwise a killed process loses committed rows.
 */
@Component
class H2FileCompactor {

  private static final Logger log = LoggerFactory.getLogger(H2FileCompactor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** In bytes; smaller files are not compacted. */
  static final long MIN_SIZE = 32L << 20;

  /** In percent of the file; above this it is not compacted. */
  private static final int MIN_FILL_PERCENT = 50;

  /** In bytes; compacting needs free space of its own. */
  static final long MIN_FREE_SPACE = 64L << 20;

  /** In milliseconds; commits wait about this long. */
  private static final int MAX_COMPACTION_MILLIS = 100;

  private final DataSource database;
  private final Duration interval;
  private volatile boolean stopped;

  @Autowired
  H2FileCompactor(DataSource database) {
    this(database, INTERVAL);
  }

  H2FileCompactor(DataSource database, Duration round) {
    this.database = database;
    this.interval = round;
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    Thread.ofVirtual()
        .name("h2-housekeeping")
        .start(() -> {
          while (!stopped) {
            try {
              compactIfWasteful();
            } catch (SQLException e) {
              log.debug("The database cannot be reached", e);
            } catch (RuntimeException e) {
              log.warn("The database's file could not be packed: {}", e.getMessage());
            }
            LockSupport.parkNanos(interval.toNanos());
          }
        });
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
  }

  /** Compacts a part of the file if less than half of it is in use. */
  void compactIfWasteful() throws SQLException {
    try (Connection connection = database.getConnection()) {
      H2File.storeOf(connection)
          .filter(store -> isWasteful(store.getFileStore()))
          .ifPresent(H2FileCompactor::compact);
    }
  }

  private static boolean isWasteful(FileStore<?> file) {
    return file.size() > MIN_SIZE
        && file.getFillRate() * file.getChunksFillRate() < MIN_FILL_PERCENT * 100
        && new File(file.getFileName()).getUsableSpace() > MIN_FREE_SPACE;
  }

  /**
   * Makes sure that data is on disk before its old place is reused. Between compactions H2 keeps
   * recently freed space untouched, as it does for file systems that delay writes.
   */
  private static void compact(MVStore store) {
    int retention = store.getRetentionTime();
    try {
      store.sync();
      store.compactFile(MAX_COMPACTION_MILLIS);
    } finally {
      store.setRetentionTime(retention);
    }
  }
}
