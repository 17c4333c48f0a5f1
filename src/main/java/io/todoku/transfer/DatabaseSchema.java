package io.todoku.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The migrations of this release, and those that a database has run. */
final class DatabaseSchema {

  private final Flyway flyway;

  DatabaseSchema(DataSource database) {
    this.flyway =
        Flyway.configure()
            .dataSource(database)
            .ignoreMigrationPatterns(new String[0])
            .outOfOrder(true)
            .load();
  }

  /** Numbers of the migrations that have run, the highest last. */
  List<String> applied() {
    return numbers(flyway.info().applied());
  }

  List<String> ofThisRelease() {
    return numbers(flyway.info().all());
  }

  /**
   * @throws TransferRefusedException if the database holds tables of another application
   */
  void create() {
    try {
      flyway.migrate();
    } catch (FlywayException failure) {
      throw failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
          ? new TransferRefusedException(
              "the database has tables of another application: import into an empty database")
          : failure;
    }
  }

  private static List<String> numbers(MigrationInfo[] migrations) {
    return Arrays.stream(migrations)
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .map(version -> version.getVersion())
        .toList();
  }
}
