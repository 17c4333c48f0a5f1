package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.TodokuCommandLine;
import io.todoku.peers.Peers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code todoku secrets} on the database file of a server that is stopped. */
class SecretsCommandIntegrationTests {

  private static final String CHANNEL =
      """
      insert into channel (id, name, kind, target, secret, kinds, language, digest, digest_hour,
        zone, enabled, created_at)
      values (random_uuid(), 'ops', 'WEBHOOK', 'https://hooks.example.com/T0', 'tdk_x', 'failing',
        'en', false, 0, 'UTC', true, now())
      """;

  /** Stands for the exported file. */
  private static final String FILE = "FILE";

  @TempDir Path dir;

  private Path exported = Path.of("");
  private String user = "todoku";

  private final PrintStream standardOutput = System.out;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void captureOutput() {
    exported = dir.resolve("todoku.jsonl.gz");
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreOutput() {
    System.setOut(standardOutput);
    System.setErr(standardError);
  }

  private String url() {
    return "jdbc:h2:file:" + dir.resolve("data/todoku") + ";WRITE_DELAY=0";
  }

  private Path keyFile() {
    return dir.resolve("data/encryption.key");
  }

  private void createDatabase() throws Exception {
    Flyway.configure().dataSource(url(), "todoku", "").load().migrate();
    try (Connection connection = DriverManager.getConnection(url(), "todoku", "");
        Statement sql = connection.createStatement()) {
      sql.execute(CHANNEL);
    }
  }

  private String target() throws Exception {
    try (Connection connection = DriverManager.getConnection(url(), "todoku", "");
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("select target from channel")) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private int run(String... words) throws Exception {
    List<String> line = new java.util.ArrayList<>(List.of("secrets"));
    line.addAll(List.of(words));
    return runOn(url(), line);
  }

  private int runOn(String url, List<String> words) throws Exception {
    Path configuration =
        Files.writeString(
            dir.resolve("todoku.yaml"),
            """
            spring.datasource:
              url: "%s"
              username: "%s"
            """
                .formatted(url, user));
    List<String> line = new java.util.ArrayList<>(words);
    line.addAll(List.of("--config", configuration.toString()));
    out.reset();
    err.reset();
    return TodokuCommandLine.run(
        line.toArray(String[]::new),
        CommandLineConfiguration::openContext,
        SecretsCommandConfiguration::open,
        new TransferCommandConfiguration.DatabaseOpener());
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRotationUsesANewKeyAndNothingNeedsTheOldOne() throws Exception {
    createDatabase();
    assertThat(run("status")).isEqualTo(1);
    assertThat(output()).contains("2 not encrypted").doesNotContain("hooks", "tdk_x");
    assertThat(run("rotate")).isZero();
    String before = target();
    assertThat(before).startsWith("{aes:");

    assertThat(run("rotate", "--new-key")).isZero();

    List<String> keys = Files.readAllLines(keyFile());
    assertThat(keys).hasSize(2);
    assertThat(target()).startsWith("{aes:").doesNotStartWith(before.substring(0, 13));
    assertThat(output())
        .contains("Encrypted 2 secrets anew.", "2 encrypted with the key ")
        .doesNotContain(keys.getFirst(), keys.getLast(), "an earlier one");
    Files.write(keyFile(), keys.subList(0, 1));
    assertThat(run("status")).isZero();
  }

  @Test
  void withoutTheKeyNothingIsChangedUntilItIsSaidToBeLost() throws Exception {
    createDatabase();
    run("rotate");
    String before = target();
    Files.delete(keyFile());

    assertThat(run("rotate")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("channel.target: the key " + before.substring(5, 13) + " is not set")
        .doesNotContain("\tat ");
    assertThat(target()).isEqualTo(before);
    assertThat(run("status")).isEqualTo(1);
    assertThat(output()).contains("which is not set");

    assertThat(run("remove-unreadable")).isZero();
    assertThat(target()).isEmpty();
  }

  @Test
  void aNewKeyIsPrintedWithoutADatabase() throws Exception {
    assertThat(run("new-key")).isZero();

    assertThat(java.util.Base64.getDecoder().decode(output().strip())).hasSize(32);
    assertThat(dir.resolve("data")).doesNotExist();
  }

  @Test
  void whereNoDatabaseIsNoKeyIsCreated() throws Exception {
    for (String command : List.of("status", "rotate", "remove-unreadable")) {
      assertThat(run(command)).isEqualTo(2);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("todoku: there is no database " + dir.resolve("data/todoku.mv.db"))
          .doesNotContain("\tat ");
    }
    assertThat(dir.resolve("data")).doesNotExist();
  }

  @Test
  void aDatabaseInUseIsReportedInOneLine() throws Exception {
    createDatabase();
    try (FileChannel file =
            FileChannel.open(dir.resolve("data/todoku.mv.db"), StandardOpenOption.WRITE);
        FileLock server = file.lock()) {
      assertThat(server.isValid()).isTrue();

      assertThat(run("status")).isEqualTo(2);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("todoku: the database cannot be used (is a server running on its file?)")
        .doesNotContain("\tat ");
  }

  static Stream<List<String>> commandsWithDatabase() {
    return Stream.of(List.of("secrets", "status"), List.of("export", "-"), List.of("import", FILE));
  }

  private List<String> withFile(List<String> command) {
    return command.stream().map(word -> word.equals(FILE) ? exported.toString() : word).toList();
  }

  private void assertRefused(String url, List<String> command, String why) throws Exception {
    int exit = runOn(url, withFile(command));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .as(String.join(" ", command))
        .contains("todoku: the database cannot be used (" + why)
        .doesNotContain("bug in Todoku", "\tat ");
    assertThat(exit).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("commandsWithDatabase")
  void aFileInUseIsNoBug(List<String> command) throws Exception {
    export();
    try (FileChannel file =
            FileChannel.open(dir.resolve("data/todoku.mv.db"), StandardOpenOption.WRITE);
        FileLock server = file.lock()) {
      assertThat(server.isValid()).isTrue();

      assertRefused(url(), command, "is a server running on its file?)");
    }
  }

  @ParameterizedTest
  @MethodSource("commandsWithDatabase")
  void aWrongPasswordIsNoBug(List<String> command) throws Exception {
    export();

    user = "somebody";

    assertRefused(url(), command, "it refuses the user name or the password)");
  }

  @ParameterizedTest
  @MethodSource("commandsWithDatabase")
  void aServerThatCannotBeReachedIsNoBug(List<String> command) throws Exception {
    export();

    assertRefused(
        "jdbc:postgresql://127.0.0.1:" + Peers.freePort("127.0.0.1") + "/todoku",
        command,
        "it cannot be reached)");
  }

  @Test
  void aDatabaseOfAnotherApplicationIsNoBug() throws Exception {
    export();
    String other = "jdbc:h2:file:" + dir.resolve("other");
    try (Connection connection = DriverManager.getConnection(other, "todoku", "");
        Statement sql = connection.createStatement()) {
      sql.execute("create table invoice (id int)");
    }

    assertRefused(other, List.of("secrets", "status"), "its tables are not those of this release");
    assertThat(runOn(other, List.of("export", "-"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("the database holds nothing of Todoku");
    assertThat(runOn(other, withFile(List.of("import", FILE)))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("the database has tables of another application");
  }

  private void export() throws Exception {
    createDatabase();
    assertThat(runOn(url(), List.of("export", exported.toString()))).isZero();
  }
}
