package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.todoku.peers.Peers;
import io.todoku.peers.Postgres;
import io.todoku.testing.TodokuServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that cannot be used stops the start with the problem and what to do. */
class DatabaseFailureIntegrationTests {

  @TempDir Path dir;

  @BeforeAll
  static void requirePostgres() {
    Postgres.require();
  }

  @Test
  void whenNothingListensTheUrlIsToBeChecked() {
    String url = "jdbc:postgresql://127.0.0.1:%d/todoku".formatted(Peers.freePort("127.0.0.1"));

    assertThat(logOf(Map.of("SPRING_DATASOURCE_URL", url)))
        .contains("The database cannot be opened: Connection to 127.0.0.1")
        .contains("Check SPRING_DATASOURCE_URL")
        .doesNotContain("\tat ");
  }

  @Test
  void whenTheHostIsUnknownItIsNamed() {
    String url = "jdbc:postgresql://database.invalid/todoku";

    assertThat(logOf(Map.of("SPRING_DATASOURCE_URL", url)))
        .contains("unknown host database.invalid", "Check SPRING_DATASOURCE_URL")
        .doesNotContain("\tat ");
  }

  @Test
  void whenThePasswordIsWrongItsVariableIsNamed() {
    Map<String, String> environment = new HashMap<>(Postgres.createDatabase().environment());
    environment.put("SPRING_DATASOURCE_PASSWORD", "a guess");

    assertThat(logOf(environment))
        .contains("password authentication failed", "SPRING_DATASOURCE_PASSWORD")
        .doesNotContain("\tat ");
  }

  @Test
  void whenTheDatabaseDoesNotExistItIsNamed() {
    Map<String, String> environment = new HashMap<>(Postgres.createDatabase().environment());
    environment.put("SPRING_DATASOURCE_URL", Postgres.jdbcUrl("nowhere"));

    assertThat(logOf(environment))
        .contains("database \"nowhere\" does not exist", "Create the database")
        .doesNotContain("\tat ");
  }

  @Test
  void aDatabaseOfALaterReleaseIsRefused() throws Exception {
    Postgres.TestDatabase database = Postgres.createDatabase();
    migrateBeyondThisRelease(database.url(), Postgres.USER, Postgres.PASSWORD);

    assertThat(logOf(database.environment()))
        .contains("belongs to another release", "99", "or a later one")
        .doesNotContain("\tat ");
  }

  @Test
  void aDataFolderOfALaterReleaseIsRefused() throws Exception {
    migrateBeyondThisRelease(
        "jdbc:h2:file:" + dir.resolve("data/todoku").toAbsolutePath(), "todoku", "");

    assertThat(logOf(Map.of()))
        .contains("belongs to another release", "99", "or a later one")
        .doesNotContain("\tat ");
  }

  /** Creates the tables and records one migration that this release does not know. */
  private static void migrateBeyondThisRelease(String url, String user, String password)
      throws Exception {
    Flyway.configure().dataSource(url, user, password).load().migrate();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into "flyway_schema_history"
            ("installed_rank", "version", "description", "type", "script", "checksum",
             "installed_by", "installed_on", "execution_time", "success")
          values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', current_timestamp, 1, true)
          """);
    }
  }

  private String logOf(Map<String, String> environment) {
    Throwable stopped = catchThrowable(() -> TodokuServer.start(dir, environment).close());
    assertThat(stopped).as("it did not start").isNotNull();
    return String.valueOf(stopped.getMessage());
  }
}
