package io.todoku.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.collect.Cell;
import io.todoku.collect.Cell.Source;
import io.todoku.history.FindingState;
import io.todoku.history.FindingStateRepository;
import io.todoku.history.SnapshotIngestion;
import io.todoku.scan.ScanFixture;
import io.todoku.scan.cell.CellEntity;
import io.todoku.scan.cell.CellRepository;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Scans are kept for 30 days and at most five of each kind; both limits have exceptions. */
public class RetentionIntegrationTests extends ScanFixture {

  @Autowired private Retention retention;
  @Autowired private JdbcClient database;
  @Autowired private CellRepository cells;
  @Autowired private FindingStateRepository findingStates;
  @Autowired private SnapshotIngestion ingestion;
  @Autowired private JdbcTemplate sql;

  private Account account;

  @BeforeEach
  void resetReports() {
    sql.update("delete from sent_report");
    account = account(1);
  }

  private UUID storeScan(Duration ago, ScanState state, CollectionOutcome outcome) {
    ScanEntity scan = new ScanEntity();
    scan.runId = UUID.randomUUID();
    scan.accountId = account.id();
    scan.storedAt = CLOCK.instant().minus(ago);
    scan.startedAt = scan.storedAt;
    scan.state = state;
    scan.outcome = outcome;
    scans.saveAndFlush(scan);
    if (state == ScanState.DONE) {
      new PieceTable(database, "snapshot_piece", "run_id", "account_id")
          .save(new byte[] {1}, scan.runId, account.id());
    }
    cells.save(CellEntity.of(scan.runId, account.id(), new Cell(Source.ACCOUNT, "")));
    return scan.runId;
  }

  private UUID storeFinishedScan(Duration ago, CollectionOutcome outcome) {
    return storeScan(ago, ScanState.DONE, outcome);
  }

  private void recordReport(Duration ago, UUID run) {
    UUID report = UUID.randomUUID();
    OffsetDateTime madeAt = CLOCK.instant().minus(ago).atOffset(ZoneOffset.UTC);
    sql.update(
        "insert into sent_report values (?, ?, '', '', '', 'en', 'pdf', 'UTC', '', '', '', '', 0, null)",
        report,
        madeAt);
    sql.update(
        "insert into sent_report_account values (?, ?, 0, '', ?, ?, 'READY', null)",
        report,
        account.id(),
        run,
        madeAt);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private List<UUID> runsAfterRetention() {
    retention.deleteExpired();
    List<UUID> kept =
        scansOf(account).stream()
            .sorted(Comparator.comparing((ScanEntity scan) -> scan.storedAt).reversed())
            .map(scan -> scan.runId)
            .toList();
    List<UUID> snapshots =
        database
            .sql("select distinct run_id from snapshot_piece where account_id = ?")
            .params(account.id())
            .query(UUID.class)
            .list();
    assertThat(kept).as("snapshots go with their scans").containsAll(snapshots);
    assertThat(cells.findAll())
        .as("and cells")
        .filteredOn(cell -> cell.accountId.equals(account.id()))
        .extracting(cell -> cell.runId)
        .containsExactlyInAnyOrderElementsOf(kept);
    return kept;
  }

  @Test
  void scansOlderThanTheLimitAreDeleted() {
    UUID newest = storeFinishedScan(days(1), CollectionOutcome.COMPLETE);
    UUID justYoung = storeFinishedScan(days(30).minusMinutes(1), CollectionOutcome.COMPLETE);
    storeFinishedScan(days(30).plusMinutes(1), CollectionOutcome.COMPLETE);
    storeFinishedScan(days(300), CollectionOutcome.PARTIAL);

    assertThat(runsAfterRetention()).containsExactly(newest, justYoung);
  }

  @Test
  void theOldestScansBeyondTheCountAreDeleted() {
    List<UUID> young =
        List.of(1, 2, 3, 4, 5).stream()
            .map(ago -> storeFinishedScan(days(ago), CollectionOutcome.COMPLETE))
            .toList();
    storeFinishedScan(days(6), CollectionOutcome.COMPLETE);
    storeFinishedScan(days(7), CollectionOutcome.COMPLETE);

    assertThat(runsAfterRetention()).isEqualTo(young);
    assertThat(runsAfterRetention()).as("a second run deletes nothing more").isEqualTo(young);
  }

  @Test
  void theNewestScanAndTheNewestCompleteScanAreKeptAtAnyAge() {
    UUID newest = storeFinishedScan(days(100), CollectionOutcome.PARTIAL);
    storeFinishedScan(days(101), CollectionOutcome.PARTIAL);
    UUID complete = storeFinishedScan(days(102), CollectionOutcome.COMPLETE);
    storeFinishedScan(days(103), CollectionOutcome.COMPLETE);

    assertThat(runsAfterRetention()).containsExactly(newest, complete);
  }

  @Test
  void theNewestCompleteScanIsKeptHoweverManyPartialOnesFollow() {
    List<UUID> partial =
        List.of(1, 2, 3, 4, 5).stream()
            .map(ago -> storeFinishedScan(days(ago), CollectionOutcome.PARTIAL))
            .toList();
    storeFinishedScan(days(6), CollectionOutcome.PARTIAL);
    UUID complete = storeFinishedScan(days(7), CollectionOutcome.COMPLETE);

    assertThat(runsAfterRetention())
        .containsExactlyElementsOf(
            List.of(partial, List.of(complete)).stream().flatMap(List::stream).toList());
  }

  @Test
  void scansWithAReportDoNotCountTowardsTheLimit() {
    List<UUID> young =
        List.of(1, 2, 3, 4, 5).stream()
            .map(ago -> storeFinishedScan(days(ago), CollectionOutcome.COMPLETE))
            .toList();
    storeFinishedScan(days(6), CollectionOutcome.COMPLETE);
    UUID monthly = storeFinishedScan(days(7), CollectionOutcome.COMPLETE);
    UUID first = storeFinishedScan(days(29), CollectionOutcome.PARTIAL);
    recordReport(days(7), monthly);
    recordReport(days(29), first);

    assertThat(runsAfterRetention()).hasSize(7).containsAll(young).contains(monthly, first);
  }

  @Test
  void theScanOfTheLastReportIsKeptAtAnyAge() {
    UUID newest = storeFinishedScan(days(1), CollectionOutcome.COMPLETE);
    UUID last = storeFinishedScan(days(200), CollectionOutcome.COMPLETE);
    UUID before = storeFinishedScan(days(300), CollectionOutcome.COMPLETE);
    recordReport(days(300), before);
    recordReport(days(150), last);

    assertThat(runsAfterRetention()).containsExactly(newest, last);
  }

  @Test
  void theNewestScanWithoutAnOutcomeFromAnOlderReleaseIsKept() {
    UUID newest = storeFinishedScan(days(100), null);
    storeFinishedScan(days(101), null);

    assertThat(runsAfterRetention()).containsExactly(newest);
  }

  @Test
  void scansWithoutASnapshotAreLimitedApartFromThoseWithOne() {
    UUID lastFailed = storeScan(days(1), ScanState.FAILED, null);
    List.of(2, 3, 4, 5).forEach(ago -> storeScan(days(ago), ScanState.CANCELLED, null));
    storeScan(days(6), ScanState.FAILED, null);
    UUID done = storeFinishedScan(days(20), CollectionOutcome.COMPLETE);
    storeScan(days(40), ScanState.CANCELLED, null);

    assertThat(runsAfterRetention()).hasSize(6).contains(lastFailed, done).endsWith(done);
  }

  @Test
  void theLastFailedScanAndTheLastFinishedScanAreKept() {
    UUID lastFailed = storeScan(days(100), ScanState.FAILED, null);
    storeScan(days(101), ScanState.FAILED, null);
    UUID done = storeFinishedScan(days(200), CollectionOutcome.PARTIAL);

    assertThat(runsAfterRetention()).containsExactly(lastFailed, done);
  }

  @Test
  void aRunningScanIsKept() {
    UUID running = storeScan(days(100), ScanState.RUNNING, null);
    UUID done = storeFinishedScan(days(1), CollectionOutcome.COMPLETE);

    assertThat(runsAfterRetention()).containsExactly(done, running);
  }

  @Test
  void rechecksDisplaceNoScan() {
    UUID scan = storeFinishedScan(days(9), CollectionOutcome.COMPLETE);
    for (int hour = 1; hour <= 7; hour++) {
      UUID recheck = storeFinishedScan(Duration.ofHours(hour), CollectionOutcome.COMPLETE);
      sql.update("update scan set recheck_target = 'ADDRESS' where run_id = ?", recheck);
    }

    assertThat(runsAfterRetention()).hasSize(6).endsWith(scan);
  }

  @Test
  void findingStatesOutliveTheScansTheyCameFrom() {
    ingestion.ingest(
        UUID.randomUUID(), account, SnapshotBuilder.aSnapshot().withSender("192.0.2.7").build());
    var before = findingStates.findStates(account.id());
    assertThat(before).isNotEmpty();
    CLOCK.advance(days(100));
    storeFinishedScan(days(1), CollectionOutcome.COMPLETE);

    assertThat(runsAfterRetention()).hasSize(1);
    assertThat(findingStates.findStates(account.id())).isEqualTo(before);
    Instant since = before.values().iterator().next().firstSeen();
    assertThat(findingStates.findStates(account.id()).values())
        .extracting(FindingState::firstSeen)
        .contains(since);
  }
}
