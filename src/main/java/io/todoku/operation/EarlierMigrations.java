package io.todoku.operation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * Adapts databases that ran an earlier text of a migration, because five migrations were edited
 * after the commit that added them. What the later text has more is made up for, and the recorded
 * checksum becomes that of the later text. Only these five texts are known; any other difference
 * stops the start.
 */
@Component
class EarlierMigrations implements FlywayMigrationStrategy {

  private static final Logger log = LoggerFactory.getLogger(EarlierMigrations.class);

  /** Both checksums are Flyway's. */
  private record EditedMigration(String version, int earlier, int current) {}

  private static final List<EditedMigration> EDITED =
      List.of(
          new EditedMigration("3", 625658872, 1437261967),
          new EditedMigration("9", -396267387, -1867673450),
          new EditedMigration("31", -1407703408, 287179388),
          new EditedMigration("33", 1953874664, -1591193554),
          new EditedMigration("34", 120355149, -2104064686));

  @Override
  public void migrate(Flyway flyway) {
    for (MigrationInfo applied : flyway.info().applied()) {
      EDITED.stream()
          .filter(edited -> isEarlierTextOf(edited, applied))
          .forEach(edited -> adapt(edited, flyway.getConfiguration().getDataSource()));
    }
    flyway.migrate();
  }

  private static boolean isEarlierTextOf(EditedMigration edited, MigrationInfo applied) {
    return applied.getVersion() != null
        && applied.getVersion().getVersion().equals(edited.version)
        && Objects.equals(applied.getChecksum(), edited.earlier);
  }

  private static void adapt(EditedMigration edited, DataSource database) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (lock(edited, connection)) {
          // may run twice, because H2 commits at each change of a table
          ScriptUtils.executeSqlScript(
              connection, new ClassPathResource("db/amendment/V" + edited.version + ".sql"));
          recordCurrentText(edited, connection);
          log.info("An earlier text of migration {} was made up for", edited.version);
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "migration " + edited.version + " cannot be made up for: " + e.getMessage(), e);
    }
  }

  /** False if another node was first. */
  private static boolean lock(EditedMigration edited, Connection connection) throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(
            """
            select "checksum" from "flyway_schema_history"
            where "version" = ? and "checksum" = ? for update
            """)) {
      row.setString(1, edited.version);
      row.setInt(2, edited.earlier);
      return row.executeQuery().next();
    }
  }

  private static void recordCurrentText(EditedMigration edited, Connection connection)
      throws SQLException {
    try (PreparedStatement change =
        connection.prepareStatement(
            """
            update "flyway_schema_history" set "checksum" = ?
            where "version" = ? and "checksum" = ?
            """)) {
      change.setInt(1, edited.current);
      change.setString(2, edited.version);
      change.setInt(3, edited.earlier);
      change.executeUpdate();
    }
  }
}
