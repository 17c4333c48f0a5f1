package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountTrends;
import io.todoku.history.SnapshotIngestion;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.scan.RunView.AccountProgress;
import io.todoku.scan.RunView.ScanOutcome;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.web.context.WebApplicationContext;

/** What came out of a run is compared with the scans before, unless it has many accounts. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:outcomes;DB_CLOSE_DELAY=-1")
class RunOutcomesIntegrationTests extends ScanFixture {

  private static final String ADDRESS = "192.0.2.7";
  private final UUID before = UUID.randomUUID();
  private final UUID run = UUID.randomUUID();

  @Autowired private SnapshotIngestion ingestion;
  @Autowired private RunViews runs;
  @Autowired private Accounts accounts;
  @Autowired private WebApplicationContext context;
  @Autowired private AccountTrends trends;
  @Autowired private JdbcClient database;
  @MockitoSpyBean private AccountHistory history;

  private static SnapshotBuilder pointingTo(String address) {
    return SnapshotBuilder.aSnapshot()
        .withSender(ADDRESS)
        .ptr(ADDRESS, "mail.example.com")
        .dns("mail.example.com", "A", address);
  }

  /** Two runs: in the second one the name of each account points to the right address. */
  private void scanTwice(int accountsOfRun) {
    List<Account> all =
        IntStream.rangeClosed(1, accountsOfRun).mapToObj(number -> account(number)).toList();
    for (Account account : all) {
      ingestion.ingest(before, account, pointingTo("192.0.2.9").account(account.id()).build());
    }
    CLOCK.advance(Duration.ofMinutes(1));
    for (Account account : all) {
      ingestion.ingest(run, account, pointingTo(ADDRESS).account(account.id()).build());
    }
  }

  private List<ScanOutcome> outcomes() {
    return runs.of(run, accounts.all()).orElseThrow().accounts().stream()
        .map(AccountProgress::outcome)
        .toList();
  }

  @Test
  void aRunOfFewAccountsTellsWhatChangedInEach() {
    scanTwice(RunView.MAX_COMPARED);

    assertThat(outcomes())
        .hasSize(RunView.MAX_COMPARED)
        .allSatisfy(outcome -> {
          assertThat(outcome.compared()).isTrue();
          assertThat(outcome.fixed()).isPositive();
          assertThat(outcome.toFix()).isZero();
        });
    outcomes();
    verify(history, times(RunView.MAX_COMPARED)).changes(any(), any(), any());
  }

  @Test
  void whileNoCountsAreStoredNothingIsToldAndThenTheyAre() throws Exception {
    scanTwice(1);
    List<VerdictCounts> stored =
        trends.last(1, List.of(account(1).id())).getOrDefault(account(1).id(), List.of());
    database.sql("delete from scan_count where run_id = ?").param(run).update();

    assertThat(outcomes()).containsOnlyNulls();
    assertThat(new PageClient(context).get("/scans/" + run, Locale.ENGLISH))
        .doesNotContain("to fix", "not known");

    VerdictCounts counts = stored.getFirst();
    database
        .sql(
            "insert into scan_count (run_id, account_id, fine_count, warn_count, unknown_count,"
                + " fail_count) values (?, ?, ?, ?, ?, ?)")
        .params(run, account(1).id(), counts.fine(), counts.warned(), counts.unknown(), 7)
        .update();
    assertThat(outcomes()).extracting(ScanOutcome::toFix).containsExactly(7);
  }

  @Test
  void aRunOfManyAccountsReadsNoSnapshotAndLeadsToWhatChanged() throws Exception {
    scanTwice(RunView.MAX_COMPARED + 1);

    assertThat(outcomes())
        .hasSize(RunView.MAX_COMPARED + 1)
        .allSatisfy(outcome -> assertThat(outcome.compared()).isFalse())
        .extracting(ScanOutcome::fixed, ScanOutcome::noLongerKnown, ScanOutcome::toFix)
        .containsOnly(tuple(0L, 0L, 0));
    String page = new PageClient(context).get("/scans/" + run, Locale.ENGLISH);
    assertThat(page)
        .contains("0 to fix", "/accounts/000000000001/history?to=" + run, "What changed")
        .doesNotContain("fixed");
    verify(history, never()).changes(any(), any(), any());
  }
}
