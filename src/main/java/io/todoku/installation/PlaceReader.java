package io.todoku.installation;

import io.todoku.installation.DatabasePlace.PlaceKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Reads where the database is now. */
@Component
class PlaceReader {

  private static final Logger log = LoggerFactory.getLogger(PlaceReader.class);

  /**
   * Each by itself, because a role may lack one of them. A dump that is restored makes the table
   * anew, even in the same database.
   */
  private static final Map<String, String> POSTGRESQL_SIGNS =
      Map.of(
          "system", "select system_identifier from pg_control_system()",
          "database", "select oid from pg_database where datname = current_database()",
          "table", "select 'installation'::regclass::oid");

  private final DataSource database;

  PlaceReader(DataSource database) {
    this.database = database;
  }

  /** Outside of a transaction, which a denied sign would end. */
  DatabasePlace current() {
    Optional<InstanceFile> file = instanceFile();
    if (file.isPresent()) {
      return new DatabasePlace(PlaceKind.H2_FILE, file.get().signs());
    }
    try (Connection connection = database.getConnection()) {
      return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName())
          ? new DatabasePlace(PlaceKind.POSTGRESQL, postgresqlSigns(connection))
          : new DatabasePlace(PlaceKind.OTHER, Map.of());
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot find out where the database is", failure);
    }
  }

  /** The file beside the database; empty unless that is an H2 database in a file. */
  Optional<InstanceFile> instanceFile() {
    Connection connection = DataSourceUtils.getConnection(database);
    try {
      if (connection.isWrapperFor(JdbcConnection.class)
          && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        Database h2 = session.getDatabase();
        return h2.isPersistent()
            ? Optional.of(new InstanceFile(Path.of(h2.getDatabasePath())))
            : Optional.empty();
      }
      return Optional.empty();
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot find out where the database is", failure);
    } finally {
      DataSourceUtils.releaseConnection(connection, database);
    }
  }

  private static Map<String, String> postgresqlSigns(Connection connection) {
    Map<String, String> signs = new TreeMap<>();
    POSTGRESQL_SIGNS.forEach((sign, sql) -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        if (row.next()) {
          signs.put(sign, row.getString(1));
        }
      } catch (SQLException denied) {
        log.debug("The sign \"{}\" of the database cannot be read", sign, denied);
      }
    });
    return signs;
  }
}
