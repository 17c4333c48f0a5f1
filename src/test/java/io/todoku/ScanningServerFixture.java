package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TwoAccountsEnvironment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A server started from the jar, and the findings of an undisturbed scan. */
abstract class ScanningServerFixture {

  @TempDir static Path dir;

  static TwoAccountsEnvironment twoAccounts;
  static String undisturbedFindings;

  @BeforeAll
  static void start() throws Exception {
    twoAccounts = TwoAccountsEnvironment.start(dir);
    try (TodokuApiClient calm = twoAccounts.startServer(dir.resolve("calm"), Map.of())) {
      calm.awaitEnd(calm.scan());
      undisturbedFindings = TwoAccountsEnvironment.findings(calm);
    }
    assertThat(undisturbedFindings).contains("PASS", "FAIL");
  }

  @AfterAll
  static void stop() throws Exception {
    if (twoAccounts != null) {
      twoAccounts.close();
    }
  }
}
