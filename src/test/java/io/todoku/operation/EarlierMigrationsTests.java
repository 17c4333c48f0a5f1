package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.peers.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Databases of commits between releases start: those that ran an earlier text of a migration, and
 * those that ran a migration before another one with a smaller number was there.
 */
class EarlierMigrationsTests {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Path EARLIER = Path.of("src/test/resources/earlier-migrations");

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"3, V3", "9, V9", "31, V31", "33, V33", "34, V34"})
  void aDatabaseOfAnEarlierTextGetsTheSameTables(int last, String edited) throws IOException {
    for (boolean postgres : List.of(false, true)) {
      DataSource database = newDatabase(postgres);
      Path texts = migrationsUpTo(last, Set.of());
      try (Stream<Path> earlier = Files.list(EARLIER)) {
        Path text = earlier.filter(f -> isVersion(f, edited)).findFirst().orElseThrow();
        Files.copy(text, texts.resolve(text.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      migrate(database, texts);
      assertThatThrownBy(() -> current(database).validate())
          .isInstanceOf(FlywayValidateException.class)
          .hasMessageContaining("checksum mismatch");

      new EarlierMigrations().migrate(current(database));

      assertThat(tables(database)).isEqualTo(tables(freshDatabase(postgres)));
      new EarlierMigrations().migrate(current(database));
    }
  }

  @ParameterizedTest
  @CsvSource({"9, V8", "32, V29 V31", "37, V35"})
  void aDatabaseWithoutASmallerNumberGetsIt(int last, String missing) throws IOException {
    for (boolean postgres : List.of(false, true)) {
      DataSource database = newDatabase(postgres);
      migrate(database, migrationsUpTo(last, Set.of(missing.split(" "))));

      new EarlierMigrations().migrate(current(database));

      assertThat(tables(database)).isEqualTo(tables(freshDatabase(postgres)));
    }
  }

  @Test
  void aSnapshotOfTheFirstTextIsKept() throws IOException {
    DataSource database = newDatabase(false);
    Path texts = migrationsUpTo(3, Set.of("V3"));
    Files.copy(EARLIER.resolve("V3__scan.sql"), texts.resolve("V3__scan.sql"));
    migrate(database, texts);
    JdbcClient client = JdbcClient.create(database);
    client
        .sql(
            "insert into account (id, name, client, environment, access_kind, regions, mail_domains,"
                + " configured) values ('111111111111', 'a', 'c', 'TEST', 'NONE', '', '', false)")
        .update();
    client
        .sql(
            "insert into scan (run_id, account_id, started_at, state, snapshot) values (:run,"
                + " '111111111111', current_timestamp, 'DONE', x'0102')")
        .param("run", UUID.randomUUID())
        .update();

    new EarlierMigrations().migrate(current(database));

    assertThat(client.sql("select bytes from snapshot_piece").query(byte[].class).single())
        .containsExactly(1, 2);
  }

  @Test
  void anotherTextIsRefusedAndLeftAlone() throws IOException {
    DataSource database = newDatabase(false);
    Path texts = migrationsUpTo(37, Set.of());
    Files.writeString(
        texts.resolve("V33__snapshot_origin.sql"), "create table other (id integer);");
    migrate(database, texts);
    List<String> before = tables(database);

    assertThatThrownBy(() -> new EarlierMigrations().migrate(current(database)))
        .isInstanceOf(FlywayValidateException.class);

    assertThat(tables(database)).isEqualTo(before);
  }

  private DataSource freshDatabase(boolean postgres) {
    DataSource fresh = newDatabase(postgres);
    current(fresh).migrate();
    return fresh;
  }

  private Path migrationsUpTo(int last, Set<String> without) throws IOException {
    Path texts = Files.createTempDirectory(dir, "migrations");
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file : files.toList()) {
        String version = file.getFileName().toString().replaceFirst("__.*", "");
        if (Integer.parseInt(version.substring(1)) <= last && !without.contains(version)) {
          Files.copy(file, texts.resolve(file.getFileName()));
        }
      }
    }
    return texts;
  }

  private static boolean isVersion(Path file, String version) {
    return file.getFileName().toString().startsWith(version + "__");
  }

  private static void migrate(DataSource database, Path texts) {
    Flyway.configure().dataSource(database).locations("filesystem:" + texts).load().migrate();
  }

  /** As application.yaml configures it. */
  private static Flyway current(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations("filesystem:" + MIGRATIONS)
        .ignoreMigrationPatterns(new String[0])
        .outOfOrder(true)
        .load();
  }

  private DataSource newDatabase(boolean postgres) {
    if (postgres) {
      Postgres.require();
      return new DriverManagerDataSource(
          Postgres.createDatabase().url(), Postgres.USER, Postgres.PASSWORD);
    }
    return new DriverManagerDataSource(
        "jdbc:h2:file:" + dir.resolve(UUID.randomUUID().toString()).toAbsolutePath(), "sa", "");
  }

  private static boolean isPostgres(DataSource database) {
    return ((DriverManagerDataSource) database).getUrl().startsWith("jdbc:postgresql:");
  }

  /** Columns, indexes and constraints, without their order. */
  private static List<String> tables(DataSource database) {
    JdbcClient client = JdbcClient.create(database);
    boolean postgres = isPostgres(database);
    String schema = postgres ? "public" : "PUBLIC";
    List<String> found =
        new ArrayList<>(
            client
                .sql(
                    """
                    select concat(table_name, '.', column_name, ' ', data_type, ' ',
                      is_nullable, ' ', character_maximum_length, ' ', column_default)
                    from information_schema.columns where table_schema = :schema
                    """)
                .param("schema", schema)
                .query(String.class)
                .list());
    found.addAll(
        client
            .sql(
                postgres
                    ? "select indexdef from pg_indexes where schemaname = :schema"
                    : "select concat(table_name, ' ', case when index_name like '%\\_INDEX\\_%'"
                        + " or index_name like 'PRIMARY\\_KEY\\_%' then '' else index_name end)"
                        + " from information_schema.indexes where table_schema = :schema")
            .param("schema", schema)
            .query(String.class)
            .list());
    found.addAll(
        client
            .sql(
                "select concat(table_name, ' ', constraint_type) from"
                    + " information_schema.table_constraints where table_schema = :schema")
            .param("schema", schema)
            .query(String.class)
            .list());
    return found.stream().sorted().toList();
  }
}
