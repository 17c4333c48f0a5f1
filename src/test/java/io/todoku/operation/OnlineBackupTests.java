package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.operation.OnlineBackup.BackupFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.ZipFile;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineBackupTests {

  @TempDir Path dir;

  private OnlineBackup backup(String url) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    return new OnlineBackup(
        database, Clock.fixed(Instant.parse("2026-11-02T03:04:05.678Z"), ZoneOffset.UTC));
  }

  @Test
  void backupsOfTheSameSecondAreFilesOfTheirOwnForTheOwnerOnly() throws Exception {
    OnlineBackup backup = backup("jdbc:h2:file:" + dir.resolve("todoku"));

    BackupFile first = backup.make().orElseThrow();
    BackupFile second = backup.make().orElseThrow();

    assertThat(first.file()).isEqualTo(dir.resolve("backup/todoku-20261102T030405Z.zip"));
    assertThat(second.file()).isEqualTo(dir.resolve("backup/todoku-20261102T030405Z-2.zip"));
    for (BackupFile made : new BackupFile[] {first, second}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())))
          .isEqualTo("rw-------");
      assertThat(Files.size(made.file())).isEqualTo(made.bytes());
      try (ZipFile zip = new ZipFile(made.file().toFile())) {
        assertThat(zip.stream()).singleElement().hasToString("todoku.mv.db");
      }
    }
  }

  @Test
  void aDatabaseInMemoryHasNone() throws Exception {
    assertThat(backup("jdbc:h2:mem:backup").make()).isEmpty();
    assertThat(dir).isEmptyDirectory();
  }
}
