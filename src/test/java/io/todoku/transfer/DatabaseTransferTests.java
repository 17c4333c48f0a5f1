package io.todoku.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.peers.Postgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Everything arrives in another database as it was, or nothing does. */
class DatabaseTransferTests {

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"false, true", "true, false", "false, false"})
  void everyRowOfEveryTableArrives(boolean fromPostgres, boolean toPostgres) throws Exception {
    DataSource source = filled(fromPostgres);
    DataSource target = empty(toPostgres);
    Map<String, List<String>> before = FilledDatabase.rows(source);
    assertThat(before).allSatisfy((table, rows) -> assertThat(rows).as(table).hasSize(3));

    byte[] file = export(source);
    TransferSummary imported = importFile(file, target);

    assertThat(FilledDatabase.rows(target)).isEqualTo(before);
    assertThat(FilledDatabase.rows(source)).as("the source is left alone").isEqualTo(before);
    assertThat(imported.tables()).isEqualTo(before.size());
    assertThat(imported.rows()).isEqualTo(before.size() * 3L);
    assertThat(
            JdbcClient.create(target)
                .sql("select quiet_reason from installation")
                .query(String.class)
                .single())
        .isEqualTo("IMPORT");
  }

  @Test
  void noTableIsForgotten() throws Exception {
    DataSource database = migrated(false);
    Set<String> all =
        new HashSet<>(
            JdbcClient.create(database)
                .sql(
                    "select lower(table_name) from information_schema.tables"
                        + " where table_schema = 'PUBLIC'")
                .query(String.class)
                .list());

    Set<String> carried = FilledDatabase.rows(database).keySet();

    all.removeAll(carried);
    assertThat(all).isEqualTo(TransferTable.LEFT_OUT);
    assertThat(carried).contains("account", "snapshot_piece", "channel", "audit_entry");
  }

  @Test
  void secretsStayEncryptedAndTheirKeyIsNamed() throws Exception {
    DataSource source = migrated(false);
    String secret = "{aes:0a1b2c3d}c2VjcmV0";
    JdbcClient.create(source)
        .sql(
            """
            insert into channel (id, name, kind, target, secret, kinds, language, digest,
              digest_hour, zone, enabled, created_at)
            values (random_uuid(), 'ops', 'WEBHOOK', 'plain', ?, 'failing', 'en', false, 0, 'UTC',
              true, now())
            """)
        .param(secret)
        .update();
    DataSource target = empty(false);

    TransferSummary imported = importFile(export(source), target);

    assertThat(imported.keys()).isEqualTo(Map.of("0a1b2c3d", 1, "", 1));
    assertThat(
            JdbcClient.create(target)
                .sql("select secret from channel")
                .query(String.class)
                .single())
        .isEqualTo(secret);
  }

  @Test
  void aDatabaseWithRowsIsRefusedAndLeftAlone() throws Exception {
    byte[] file = export(filled(false));
    DataSource target = migrated(false);
    JdbcClient client = JdbcClient.create(target);
    client
        .sql(
            "insert into account (id, name, client, environment, access_kind, regions, mail_domains,"
                + " configured) values ('111111111111', 'a', 'c', 'TEST', 'NONE', '', '', false)")
        .update();
    Map<String, List<String>> before = FilledDatabase.rows(target);

    assertThatThrownBy(() -> importFile(file, target))
        .isInstanceOf(TransferRefusedException.class)
        .hasMessage(
            "the database is not empty, and no row was imported: there are rows in account");

    assertThat(FilledDatabase.rows(target)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aFileThatIsDamagedOrCutLeavesNoRowAndCanBeImportedAgain(boolean postgres) throws Exception {
    DataSource source = filled(false);
    byte[] file = export(source);
    DataSource target = empty(postgres);

    for (UnaryOperator<String> damage :
        List.<UnaryOperator<String>>of(
            text -> text.substring(0, text.length() / 2),
            text -> text.substring(0, text.lastIndexOf('{')),
            text -> text.replace("{\"table\":\"waiver\"", "{\"table\":\"waivers\""),
            text -> text.replaceFirst("(\"table\":\"waiver\"[^\n]*\n)\\[[^\n]*\n", "$1"),
            text -> text.replace("2026-02-28", "2026-02-30"),
            text -> text + "[]")) {
      byte[] damaged = pack(damage.apply(unpack(file)));
      assertThatThrownBy(() -> importFile(damaged, target))
          .isInstanceOf(TransferRefusedException.class)
          .hasMessageContaining("nothing was imported");
      assertThat(FilledDatabase.rows(target).get("account")).isEmpty();
    }
    assertThatThrownBy(() -> importFile(Arrays.copyOf(file, file.length / 2), target))
        .isInstanceOf(TransferRefusedException.class);
    assertThat(FilledDatabase.rows(target).get("account")).isEmpty();

    importFile(file, target);
    assertThat(FilledDatabase.rows(target)).isEqualTo(FilledDatabase.rows(source));
  }

  @Test
  void aFileOfAnotherSchemaOrAnotherProgramIsRefused() throws Exception {
    String text = unpack(export(filled(false)));
    DataSource target = empty(false);

    assertThatThrownBy(() -> importFile(pack(text.replaceFirst("\"1\",\"2\",", "\"1\",")), target))
        .isInstanceOf(TransferRefusedException.class)
        .hasMessageContaining("the file has schema")
        .hasMessageContaining("import it with the release that exported it");
    assertThatThrownBy(
            () -> importFile(pack(text.replaceFirst("\"version\":1", "\"version\":2")), target))
        .hasMessageContaining("the file has format version 2, and this release reads version 1");
    assertThatThrownBy(() -> importFile(pack("{\"rows\":0}"), target))
        .hasMessage("the file was not written by \"todoku export\"");
    assertThatThrownBy(() -> importFile("no gzip".getBytes(StandardCharsets.UTF_8), target))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aDatabaseOfAnotherSchemaIsNotExported() throws Exception {
    DataSource database = migrated(false);
    JdbcClient.create(database)
        .sql("delete from \"flyway_schema_history\" where \"version\" = '41'")
        .update();

    assertThatThrownBy(() -> export(database))
        .isInstanceOf(TransferRefusedException.class)
        .hasMessageContaining("start this release on it once");
  }

  private static byte[] export(DataSource source) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DatabaseExport(source, "test").write(out);
    return out.toByteArray();
  }

  private static TransferSummary importFile(byte[] file, DataSource target) throws IOException {
    return new DatabaseImport(target, "test", Clock.systemUTC())
        .read(new ByteArrayInputStream(file));
  }

  private static String unpack(byte[] file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] pack(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private DataSource filled(boolean postgres) throws Exception {
    DataSource database = migrated(postgres);
    FilledDatabase.fill(database);
    return database;
  }

  private DataSource migrated(boolean postgres) {
    DataSource database = empty(postgres);
    new DatabaseSchema(database).create();
    return database;
  }

  private DataSource empty(boolean postgres) {
    if (postgres) {
      Postgres.require();
      return new DriverManagerDataSource(
          Postgres.createDatabase().url(), Postgres.USER, Postgres.PASSWORD);
    }
    return new DriverManagerDataSource(
        "jdbc:h2:file:" + dir.resolve(UUID.randomUUID().toString()), "sa", "");
  }
}
