package io.todoku;

import io.todoku.peers.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The database of a soak, an H2 in a file or a PostgreSQL, as it is found once nobody uses it. */
final class SoakDatabase {

  private final Path file;
  private final Postgres.TestDatabase postgres;

  /**
   * @param dir of the process's data
   */
  SoakDatabase(Path dir, boolean onPostgres) {
    file = dir.resolve("data/todoku.mv.db");
    postgres = onPostgres ? Postgres.createDatabase() : null;
  }

  Map<String, String> environment() {
    return postgres == null ? Map.of() : postgres.environment();
  }

  /** In MiB. */
  long sizeInMebibytes() throws Exception {
    return (postgres == null
            ? Files.size(file)
            : count("select pg_database_size(current_database())"))
        >> 20;
  }

  /** The one number that a query answers with. */
  long count(String query) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  void change(String statement) throws SQLException {
    try (Connection connection = open();
        Statement changes = connection.createStatement()) {
      changes.execute(statement);
    }
  }

  /** Writes the file anew without what is no longer in use; PostgreSQL does so by itself. */
  void compact() throws SQLException {
    change(postgres == null ? "shutdown compact" : "vacuum full");
  }

  private Connection open() throws SQLException {
    return postgres == null
        ? DriverManager.getConnection(
            "jdbc:h2:file:" + file.toString().replace(".mv.db", ""), "todoku", "")
        : DriverManager.getConnection(postgres.url(), Postgres.USER, Postgres.PASSWORD);
  }
}
