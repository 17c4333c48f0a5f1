package io.todoku.peers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL for all tests of this JVM, with a new database for whoever asks. It runs from the
 * first that asks until the JVM ends, and wants a password.
 */
public final class Postgres {

  public static final String USER = "todoku";
  public static final String PASSWORD = "a password for tests";

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private Postgres() {}

  /** An empty database. */
  public record TestDatabase(String url) {

    /** What a process needs to use it. */
    public Map<String, String> environment() {
      return environment(port());
    }

    /** The same by way of another port of this machine that leads to it. */
    public Map<String, String> environment(int port) {
      return Map.of(
          "SPRING_DATASOURCE_URL", url.replace(":" + port() + "/", ":" + port + "/"),
          "SPRING_DATASOURCE_USERNAME", USER,
          "SPRING_DATASOURCE_PASSWORD", PASSWORD);
    }
  }

  public static int port() {
    return Running.SERVER.getPort();
  }

  /** Makes the user of the tests, who has to give a password. */
  static void demandPassword(EmbeddedPostgres server) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role %s login password '%s'".formatted(USER, PASSWORD));
      try (ResultSet shown = statement.executeQuery("show hba_file")) {
        shown.next();
        Path file = Path.of(shown.getString(1));
        Files.writeString(
            file, "host all " + USER + " all scram-sha-256\n" + Files.readString(file));
      }
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException("PostgreSQL cannot be set up", e);
    }
  }

  /** The server, once somebody has asked. */
  private static final class Running {

    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        demandPassword(server);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Skips the test where there are no binaries for this machine, see {@link Peers#require}. */
  public static void require() {
    boolean here =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
            && Set.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
    Peers.require(here, "PostgreSQL");
  }

  public static TestDatabase createDatabase() {
    String name = "todoku" + COUNTER.incrementAndGet();
    execute("create database %s owner %s".formatted(name, USER));
    return new TestDatabase(jdbcUrl(name));
  }

  /** A database with everything that another one has, to which nobody may be connected. */
  public static String copyDatabase(String url) {
    String name = "todoku" + COUNTER.incrementAndGet();
    execute(
        "create database %s owner %s template %s"
            .formatted(name, USER, url.substring(url.lastIndexOf('/') + 1)));
    return jdbcUrl(name);
  }

  /** Where a database of this name is, or would be. */
  public static String jdbcUrl(String name) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(Running.SERVER.getPort(), name);
  }

  private static void execute(String sql) {
    try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
