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
 * Packs H2's file while it is open. H2's own thread would; but with {@code WRITE_DELAY=0}, without
 * which a killed process loses what it has committed, H2 starts none, and packs at closing only.
 */
@Component
class H2FileCompactor {

  private static final Logger log = LoggerFactory.getLogger(H2FileCompactor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** In bytes; a file that is no larger is left as it is. */
  static final long MIN_SIZE = 32L << 20;

  /** In percent of the file. */
  private static final int MIN_FILL_PERCENT = 50;

  /** In bytes: packing needs some room of its own. */
  static final long MIN_FREE_SPACE = 64L << 20;

  /** In milliseconds: so long, or a little longer, commits wait. */
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
              log.debug("The database cannot be reached, which others tell", e);
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

  /** Packs a part of the file where more than half of it is not in use. */
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
   * What was written is on the disk before its place is used anew. Between packings H2 goes on
   * leaving young places alone, as it does for file systems that write later.
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
