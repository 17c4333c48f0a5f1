package io.todoku.installation;

import io.todoku.installation.DatabaseIdentity.DatabaseKind;
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

/** Reads the identity of the database. */
@Component
class DatabaseIdentityReader {

  private static final Logger log = LoggerFactory.getLogger(DatabaseIdentityReader.class);

  /**
   * Each by itself, because a role may lack one of them. A dump that is restored makes the table
   * anew, even in the same database.
   */
  private static final Map<String, String> POSTGRESQL_ATTRIBUTES =
      Map.of(
          "system", "select system_identifier from pg_control_system()",
          "database", "select oid from pg_database where datname = current_database()",
          "table", "select 'installation'::regclass::oid");

  private final DataSource database;

  DatabaseIdentityReader(DataSource database) {
    this.database = database;
  }

  /** Outside of a transaction, which a denied attribute would end. */
  DatabaseIdentity current() {
    Optional<InstanceFile> file = instanceFile();
    if (file.isPresent()) {
      return new DatabaseIdentity(DatabaseKind.H2_FILE, file.get().attributes());
    }
    try (Connection connection = database.getConnection()) {
      return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName())
          ? new DatabaseIdentity(DatabaseKind.POSTGRESQL, postgresqlAttributes(connection))
          : new DatabaseIdentity(DatabaseKind.OTHER, Map.of());
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot read the identity of the database", failure);
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
      throw new IllegalStateException("cannot read the identity of the database", failure);
    } finally {
      DataSourceUtils.releaseConnection(connection, database);
    }
  }

  private static Map<String, String> postgresqlAttributes(Connection connection) {
    Map<String, String> attributes = new TreeMap<>();
    POSTGRESQL_ATTRIBUTES.forEach((attribute, sql) -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        if (row.next()) {
          attributes.put(attribute, row.getString(1));
        }
      } catch (SQLException denied) {
        log.debug("The attribute \"{}\" of the database cannot be read", attribute, denied);
      }
    });
    return attributes;
  }
}
