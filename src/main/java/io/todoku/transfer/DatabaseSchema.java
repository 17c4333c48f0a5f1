package io.todoku.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
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

  void create() {
    flyway.migrate();
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
