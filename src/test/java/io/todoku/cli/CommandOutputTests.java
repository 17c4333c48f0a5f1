package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.cli.CommandRunner.CommandRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandOutputTests {

  @TempDir Path dir;
  private final ByteArrayOutputStream standard = new ByteArrayOutputStream();
  private final CommandOutput output = new CommandOutput(new PrintStream(standard));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long files() throws Exception {
    try (Stream<Path> all = Files.list(dir)) {
      return all.count();
    }
  }

  @Test
  void whatCannotBeWrittenIsRefusedBeforeTheWork() throws Exception {
    Path missing = dir.resolve("nowhere/report.json");
    assertThatThrownBy(() -> output.expect(missing))
        .hasMessageContaining("there is no such folder");
    assertThatThrownBy(() -> output.expect(dir)).hasMessageContaining("it is a folder");
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThatThrownBy(() -> output.expect(file.resolve("report.json")))
        .hasMessageContaining("is not a folder");
    output.expect(file);
    output.expect(null);
    output.expect(Path.of("-"));
  }

  @Test
  void commandsRefuseItBeforeTheyReadAnything() {
    CommandRun run =
        CommandRunner.todoku(
            "scan", "--config", "nowhere.yaml", "--output", dir.resolve("no/x.json").toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("there is no such folder");
  }

  @Test
  void aFileIsReplacedAsAWholeAndKeepsItsPermissions() throws Exception {
    Path file = Files.writeString(dir.resolve("report.json"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    output.write(file, bytes("new"));

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void aLinkStaysALink() throws Exception {
    Path file = Files.writeString(dir.resolve("real.json"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link.json"), file);

    output.write(link, bytes("new"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void whatIsNoFileIsWrittenDirectly() {
    output.expect(Path.of("/dev/null"));
    output.write(Path.of("/dev/null"), bytes("new"));
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void aDashIsStandardOutput() throws Exception {
    output.write(Path.of("-"), bytes("result"));

    assertThat(standard.toString(StandardCharsets.UTF_8)).isEqualTo("result");
    assertThat(files()).isZero();
  }

  @Test
  void afterASignalNothingIsWrittenAnyMoreAndWhatWasIsTold() throws Exception {
    Path first = dir.resolve("a.json");
    Path second = dir.resolve("b.json");
    output.expect(first);
    output.expect(second);
    output.write(first, bytes("whole"));

    assertThat(output.stop()).isEqualTo("written: " + first + "; not written: " + second);
    assertThatThrownBy(() -> output.write(second, bytes("late")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the command was stopped");
    assertThat(second).doesNotExist();
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void aReportGoesToAFile() throws Exception {
    Path report = dir.resolve("report.json");
    CommandRun run =
        CommandRunner.todoku(
            "judge",
            CommandRunner.sample("111111111111", dir).toString(),
            "--format",
            "json",
            "--output",
            report.toString());

    assertThat(run.out()).isEmpty();
    assertThat(report).content().startsWith("{").contains("\"readiness\"");
  }

  @Test
  void aFileOfAllDataIsReadableForItsOwnerOnly() throws Exception {
    Path made = dir.resolve("export.gz");
    Path existing = Files.writeString(dir.resolve("shared.gz"), "x");
    Files.setPosixFilePermissions(existing, PosixFilePermissions.fromString("rw-r-----"));
    Path report = dir.resolve("report.json");

    output.stream(made, out -> out.write(bytes("all")));
    output.stream(existing, out -> out.write(bytes("all")));
    output.write(report, bytes("report"));

    assertThat(permissions(made)).isEqualTo("rw-------");
    assertThat(permissions(existing)).as("as it was").isEqualTo("rw-r-----");
    assertThat(permissions(report)).isNotEqualTo("rw-------");
    assertThat(made).hasContent("all");
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
