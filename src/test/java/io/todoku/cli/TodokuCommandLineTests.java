package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

class TodokuCommandLineTests {

  private static final SecretsCommand.SecretsOpener NO_DATABASE =
      configuration -> {
        throw new AssertionError("no database is opened for it");
      };

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  @TempDir Path dir;

  @BeforeEach
  void captureErrors() {
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreErrors() {
    System.setErr(standardError);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private Path sampleSnapshot() throws Exception {
    Path file = dir.resolve("snapshot.json");
    try (var in = new ClassPathResource("sample/111111111111.json").getInputStream()) {
      Files.copy(in, file);
    }
    return file;
  }

  @Test
  void aBugIsReportedAsSuchAndNotAsAUsageError() throws Exception {
    CommandContext broken =
        (configuration, language) -> {
          throw new NullPointerException("rules");
        };

    int code =
        TodokuCommandLine.run(
            new String[] {"judge", sampleSnapshot().toString()}, broken, NO_DATABASE, mock());

    assertThat(code).isEqualTo(4);
    assertThat(errors())
        .contains(
            "todoku: this is a bug in Todoku, not a fault of the command or of an account:"
                + " java.lang.NullPointerException: rules")
        .contains("no result can be trusted");
  }

  @Test
  void anInvalidConfigurationIsAUsageErrorOfOneLine() throws Exception {
    CommandContext refusing =
        (configuration, language) -> {
          throw new IllegalStateException(
              new IllegalArgumentException("todoku.dns.resolvers: \"x y\" is not a host"));
        };

    int code =
        TodokuCommandLine.run(
            new String[] {"judge", sampleSnapshot().toString()}, refusing, NO_DATABASE, mock());

    assertThat(code).isEqualTo(2);
    assertThat(errors().strip()).isEqualTo("todoku: todoku.dns.resolvers: \"x y\" is not a host");
  }

  @Test
  void aFileWithoutASnapshotIsAUsageError() throws Exception {
    Path file = Files.writeString(dir.resolve("empty.json"), "[]");

    int code =
        TodokuCommandLine.run(
            new String[] {"judge", file.toString()},
            (configuration, language) -> {
              throw new AssertionError("nothing is opened for it");
            },
            NO_DATABASE,
            mock());

    assertThat(code).isEqualTo(2);
    assertThat(errors()).contains(file.toString());
  }
}
