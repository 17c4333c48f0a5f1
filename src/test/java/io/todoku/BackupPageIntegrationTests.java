package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.installation.QuietPeriod;
import io.todoku.installation.QuietReason;
import io.todoku.installation.QuietState;
import io.todoku.peers.DumpedPostgres;
import io.todoku.peers.Postgres;
import io.todoku.transfer.DatabaseRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The procedures of {@code docs/backup.md}, by the commands of that page: what is restored has
 * every row, reads its secrets and is quiet.
 */
class BackupPageIntegrationTests {

  private static final Path PAGE = Path.of("docs/backup.md");

  private static final String TOKEN = "a-token-for-tests-V7nKq3xWz9Lr";

  /** What a running server writes by itself, or what is left behind on purpose. */
  private static final List<String> OF_ONE_PLACE = List.of("scheduled_tasks");

  /** The request itself in the audit log, and what the server derives from the scans meanwhile. */
  private static final List<String> WRITTEN_AFTERWARDS =
      List.of(
          "account_judgement", "audit_entry", "scan_count", "notified_finding", "finding_state");

  @TempDir Path dir;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    Path programs = Files.createDirectory(dir.resolve("bin"));
    Path todoku = programs.resolve("todoku");
    Files.writeString(
        todoku,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -Xmx128m -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                TodokuApplication.class.getName()));
    Files.setPosixFilePermissions(todoku, PosixFilePermissions.fromString("rwx------"));
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    environment.put("TODOKU_DATA", data().toString());
    environment.put("BACKUP", dir.resolve("backup").toString());
    environment.put("KEYS", dir.resolve("keys").toString());
    Files.createDirectory(data());
    try (InputStream packed =
        new GZIPInputStream(getClass().getResourceAsStream("/releases/0.1.0/todoku.mv.db.gz"))) {
      Files.copy(packed, data().resolve("todoku.mv.db"));
    }
  }

  @Test
  void anH2DatabaseIsRestoredIntoANewFolderAndFromOneFileIntoPostgresql() throws Exception {
    assertThat(start(h2())).as("an upgrade is no copy").isEmpty();
    Map<String, Integer> before = rows(h2());
    assertThat(before).containsEntry("account", 5).containsEntry("channel", 1);

    run("backup-key");
    run("backup-h2");
    run("check-h2");
    run("backup-export");
    Files.writeString(data().resolve("todoku.mv.db"), "lost");
    run("restore-h2");

    assertThat(rows(h2())).isEqualTo(before);
    assertThat(start(h2())).hasValue(QuietReason.COPY);
    assertThat(data().resolveSibling("data.before").resolve("todoku.mv.db")).hasContent("lost");

    Postgres.require();
    Postgres.TestDatabase target = Postgres.createDatabase();
    environment.putAll(target.environment());
    run("restore-import");
    List<String> postgres = List.of(target.url(), Postgres.USER, Postgres.PASSWORD);
    assertThat(rows(postgres)).isEqualTo(before);
    assertThat(start(postgres)).hasValue(QuietReason.IMPORT);
  }

  @Test
  void anH2DatabaseIsBackedUpWhileTheServerWorks() throws Exception {
    try (var server =
        new SpringApplicationBuilder(TodokuApplication.class)
            .run(
                "--server.port=0",
                "--todoku.api-token=" + TOKEN,
                "--spring.datasource.url=" + h2().get(0),
                "--spring.datasource.username=todoku",
                "--spring.datasource.password=")) {
      environment.put("TODOKU_TOKEN", TOKEN);
      environment.put(
          "TODOKU", "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port"));

      run("backup-h2-online");
      run("backup-key");
    }
    Map<String, Integer> before = rows(h2());
    run("check-h2");
    run("restore-h2");

    Map<String, Integer> after = rows(h2());
    before.keySet().removeAll(WRITTEN_AFTERWARDS);
    after.keySet().removeAll(WRITTEN_AFTERWARDS);
    assertThat(after).isEqualTo(before).containsEntry("account", 5);
    assertThat(start(h2())).hasValue(QuietReason.COPY);
    assertThat(data().resolveSibling("data.before").resolve("backup")).isEmptyDirectory();
  }

  @Test
  void aDumpOfPostgresqlIsRestoredIntoAnotherDatabase() throws Exception {
    try (DumpedPostgres server = DumpedPostgres.start()) {
      String source = server.createDatabase("source");
      String target = server.createDatabase("target");
      List<String> from = List.of(source, Postgres.USER, Postgres.PASSWORD);
      List<String> to = List.of(target, Postgres.USER, Postgres.PASSWORD);
      assertThat(start(from)).isEmpty();
      environment.put("PGUSER", Postgres.USER);
      environment.put("PGPASSWORD", Postgres.PASSWORD);
      environment.put("DATABASE", source.replace("jdbc:", ""));
      environment.put("RESTORED", target.replace("jdbc:", ""));

      run("backup-postgresql");
      run("restore-postgresql");

      assertThat(rows(to)).isEqualTo(rows(from));
      assertThat(start(to)).hasValue(QuietReason.COPY);
      assertThat(start(from)).isEmpty();
    }
  }

  private Path data() {
    return dir.resolve("data");
  }

  private List<String> h2() {
    return List.of("jdbc:h2:file:" + data().resolve("todoku"), "todoku", "");
  }

  private static Map<String, Integer> rows(List<String> database) throws Exception {
    Map<String, Integer> rows =
        DatabaseRows.count(database.get(0), database.get(1), database.get(2));
    rows.keySet().removeAll(OF_ONE_PLACE);
    return rows;
  }

  /** Starts the application on a database and returns why it is quiet; empty if it works. */
  private Optional<QuietReason> start(List<String> database) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database.get(0),
                "--spring.datasource.username=" + database.get(1),
                "--spring.datasource.password=" + database.get(2)));
    if (database.get(0).startsWith("jdbc:postgresql:") && Files.exists(dir.resolve("keys"))) {
      arguments.add("--todoku.encryption.key-file=" + dir.resolve("keys/encryption.key"));
    }
    try (var application =
        new SpringApplicationBuilder(TodokuApplication.class)
            .run(arguments.toArray(String[]::new))) {
      assertThat(
              application
                  .getBean(JdbcClient.class)
                  .sql("select count(*) from installation")
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);
      return application.getBean(QuietState.class).find().map(QuietPeriod::reason);
    }
  }

  /** Runs a block of the page. */
  private void run(String block) throws Exception {
    Path log = dir.resolve(block + ".log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", block(block))
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(block).isTrue();
    assertThat(process.exitValue())
        .as(block + "\n" + Files.readString(log, StandardCharsets.UTF_8))
        .isZero();
  }

  private static String block(String name) throws IOException {
    Matcher found =
        Pattern.compile("<!-- " + name + " -->\n```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(found.find()).as("%s has the block %s", PAGE, name).isTrue();
    return found.group(1);
  }
}
