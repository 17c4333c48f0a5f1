package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void anotherDatabaseMakesNoFolder() throws Exception {
    H2FilePermissions.prepareFolder("jdbc:h2:mem:" + directory.resolve("x/todoku"));
    H2FilePermissions.prepareFolder("jdbc:postgresql://127.0.0.1/todoku");

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }
}
