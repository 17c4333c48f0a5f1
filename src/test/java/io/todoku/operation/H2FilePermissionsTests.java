package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisabledOnOs(OS.WINDOWS)
class H2FilePermissionsTests {

  @TempDir Path directory;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void use(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "todoku", "");
        var statement = connection.createStatement()) {
      statement.execute("create table if not exists secret (word varchar)");
      statement.execute("insert into secret values ('x')");
    }
  }

  @Test
  void aNewDatabaseIsReadableForItsOwnerAlone() throws Exception {
    Path folder = directory.resolve("new/data");
    String url = "jdbc:h2:file:" + folder.resolve("todoku") + ";WRITE_DELAY=0";

    H2FilePermissions.prepareFolder(url);
    use(url);
    use(url);

    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("todoku.mv.db"))).isEqualTo("rw-------");
  }

  @Test
  void theFilesOfAnEarlierStartAreTightenedAndOthersLeftAlone() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("todoku");
    use(url);
    Path trace = Files.createFile(directory.resolve("todoku.trace.db"));
    Path other = Files.createFile(directory.resolve("other.txt"));
    for (Path file : new Path[] {directory.resolve("todoku.mv.db"), trace, other}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    String folderBefore = permissions(directory);

    H2FilePermissions.prepareFolder(url);
    use(url);

    assertThat(permissions(directory.resolve("todoku.mv.db"))).isEqualTo("rw-------");
    assertThat(permissions(trace)).isEqualTo("rw-------");
    assertThat(permissions(other)).isEqualTo("rw-r--r--");
    assertThat(permissions(directory)).as("a folder of others").isEqualTo(folderBefore);
  }

  /** As where the files belong to another user: their permissions cannot be set. */
  @Test
  void whatCannotBeTightenedIsToldInOneLine() throws Exception {
    Path folder = Files.createFile(directory.resolve("data"));
    Logger logger = (Logger) LoggerFactory.getLogger(H2FilePermissions.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);

    H2FilePermissions.prepareFolder("jdbc:h2:file:" + folder.resolve("todoku"));
    logger.detachAppender(logged);

    assertThat(logged.list)
        .singleElement()
        .satisfies(
            event -> assertThat(event.getLevel()).isEqualTo(Level.WARN),
            event -> assertThat(event.getThrowableProxy()).as("stack trace").isNull(),
            event ->
                assertThat(event.getFormattedMessage())
                    .isEqualTo(
                        "The files of the database in %s may be readable for others:"
                                .formatted(folder)
                            + " java.nio.file.NotDirectoryException: %s".formatted(folder)));
  }

  @Test
  void anotherDatabaseMakesNoFolder() throws Exception {
    H2FilePermissions.prepareFolder("jdbc:h2:mem:" + directory.resolve("x/todoku"));
    H2FilePermissions.prepareFolder("jdbc:postgresql://127.0.0.1/todoku");

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }
}
