package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Migrations never change once they are committed, because databases have run them. A new one is a
 * new file, which is added to {@code released-migrations.txt} with the commit that holds it.
 */
class MigrationFilesTests {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Path RELEASED = Path.of("src/test/resources/released-migrations.txt");

  @Test
  void releasedMigrationsAreUnchanged() throws IOException {
    assertThat(checksums())
        .as("sha256sum of each migration, as %s has it", RELEASED)
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(RELEASED));
  }

  private static List<String> checksums() throws IOException {
    List<String> checksums = new ArrayList<>();
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file : files.sorted().toList()) {
        checksums.add(sha256(Files.readAllBytes(file)) + "  " + file.getFileName());
      }
    }
    return checksums;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
