package io.todoku.operation;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Health of the disk that holds H2's file; UNKNOWN for another database, whose server monitors its
 * own disk.
 */
@Component
class DiskHealthIndicator implements HealthIndicator {

  private static final Status DEGRADED = new Status("DEGRADED");

  /** In bytes; below this the file is not compacted and grows faster. */
  private static final long DEGRADED_BELOW = H2FileCompactor.MIN_FREE_SPACE;

  /** In bytes; below this writes may fail. */
  private static final long DOWN_BELOW = 1L << 20;

  private final DataSource database;
  private volatile @Nullable File databaseFile;

  DiskHealthIndicator(DataSource database) {
    this.database = database;
  }

  @Override
  public Health health() {
    try {
      return file()
          .map(file -> health(file.getUsableSpace()))
          .orElseGet(() -> Health.unknown().withDetail("reason", "no file of H2").build());
    } catch (SQLException away) {
      return Health.unknown().withDetail("reason", "the database is away").build();
    }
  }

  /**
   * @param free bytes
   */
  static Health health(long free) {
    Health.Builder health =
        free < DOWN_BELOW
            ? Health.down()
            : free < DEGRADED_BELOW ? Health.status(DEGRADED) : Health.up();
    return health.withDetail("freeBytes", free).build();
  }

  private Optional<File> file() throws SQLException {
    File file = databaseFile;
    if (file == null) {
      try (Connection connection = database.getConnection()) {
        file =
            H2File.storeOf(connection)
                .map(store -> new File(store.getFileStore().getFileName()).getAbsoluteFile())
                .orElse(null);
      }
      databaseFile = file;
    }
    return Optional.ofNullable(file);
  }
}
