package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;

/** The health shows the free disk space beside the database's file. */
class DiskHealthIndicatorTests {

  private static Health health(String url) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    return new DiskHealthIndicator(database).health();
  }

  @Test
  void theFreeSpaceBesideTheFileIsShown(@TempDir Path dir) throws Exception {
    Health health = health("jdbc:h2:file:" + dir.resolve("todoku"));

    long free = Files.getFileStore(dir).getUsableSpace();
    assertThat((long) health.getDetails().get("freeBytes")).isBetween(free / 2, free * 2);
    assertThat(health.getStatus().getCode()).isEqualTo("UP");
  }

  @ParameterizedTest
  @CsvSource({
    "0, DOWN",
    "1048575, DOWN",
    "1048576, DEGRADED",
    "67108863, DEGRADED",
    "67108864, UP"
  })
  void littleFreeSpaceIsDegradedAndNoneIsDown(long free, String status) {
    assertThat(DiskHealthIndicator.health(free).getStatus().getCode()).isEqualTo(status);
  }

  @Test
  void withoutAFileOfH2TheStatusIsUnknown() {
    Health health = health("jdbc:h2:mem:disk-health");

    assertThat(health.getStatus().getCode()).isEqualTo("UNKNOWN");
    assertThat(health.getDetails()).containsEntry("reason", "no file of H2");
  }

  @Test
  void whileTheDatabaseIsUnavailableTheStatusIsUnknown() throws Exception {
    DataSource unavailable = mock();
    when(unavailable.getConnection()).thenThrow(new SQLException("away"));

    Health health = new DiskHealthIndicator(unavailable).health();

    assertThat(health.getStatus().getCode()).isEqualTo("UNKNOWN");
    assertThat(health.getDetails()).containsEntry("reason", "the database is away");
  }
}
