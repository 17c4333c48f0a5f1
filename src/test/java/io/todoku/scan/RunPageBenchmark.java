package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.history.SnapshotIngestion;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * How long it takes to tell what came out of a run of {@value #ACCOUNTS} accounts that nobody has
 * looked at since the start. Run by name: {@code ./mvnw test -Dtest=RunPageBenchmark}; it prints
 * figures and is no part of the build.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:run-page;DB_CLOSE_DELAY=-1")
class RunPageBenchmark extends ScanFixture {

  private static final int ACCOUNTS = 300;
  private static final UUID BEFORE = new UUID(0, 1);
  private static final UUID RUN = new UUID(0, 2);

  @Autowired private SnapshotIngestion ingestion;
  @Autowired private RunViews runs;
  @Autowired private Accounts known;

  /** The snapshot of an account of the sample, under another id. */
  private static Snapshot sampleOf(Account account) throws Exception {
    try (InputStream file =
        Objects.requireNonNull(
            RunPageBenchmark.class.getResourceAsStream("/sample/222222222222.json"))) {
      String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return SnapshotFile.read(
          json.replace("222222222222", account.id()).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void firstAndSecondView() throws Exception {
    for (int i = 1; i <= ACCOUNTS; i++) {
      Account account = account(i);
      ingestion.ingest(BEFORE, account, sampleOf(account));
      ingestion.ingest(RUN, account, sampleOf(account));
    }
    for (String view : new String[] {"first", "second"}) {
      long begun = System.nanoTime();
      int accounts = runs.of(RUN, known.all()).orElseThrow().accounts().size();
      System.out.printf(
          "%s view of a run of %d accounts: %d ms%n",
          view, accounts, (System.nanoTime() - begun) / 1_000_000);
    }
  }
}
