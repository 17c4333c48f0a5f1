package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.collect.Cell;
import io.todoku.collect.Cell.Source;
import io.todoku.rule.World;
import io.todoku.scan.ScanEntity.State;
import io.todoku.snapshot.Outcome;
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

/** What is kept of the past: 30 days and five of each kind. */
class RetentionIntegrationTests extends ScanFixture {

  @Autowired private Retention retention;
  @Autowired private SnapshotPieces pieces;
  @Autowired private CellRepository cells;
  @Autowired private KnownFindings known;
  @Autowired private Intake intake;
  @Autowired private JdbcTemplate sql;

  private Account account;

  @BeforeEach
  void anAccount() {
    sql.update("delete from sent_report");
    account = account(1);
  }

  private UUID stored(Duration ago, State state, Outcome outcome) {
    ScanEntity scan = new ScanEntity();
    scan.runId = UUID.randomUUID();
    scan.accountId = account.id();
    scan.storedAt = TIME.instant().minus(ago);
    scan.startedAt = scan.storedAt;
    scan.state = state;
    scan.outcome = outcome;
    scans.save(scan);
    if (state == State.DONE) {
      SnapshotPiece piece = new SnapshotPiece();
      piece.runId = scan.runId;
      piece.accountId = account.id();
      piece.bytes = new byte[] {1};
      pieces.save(piece);
    }
    cells.save(CellEntity.of(scan.runId, account.id(), new Cell(Source.ACCOUNT, "")));
    return scan.runId;
  }

  private UUID done(Duration ago, Outcome outcome) {
    return stored(ago, State.DONE, outcome);
  }

  private void reported(Duration ago, UUID run) {
    UUID report = UUID.randomUUID();
    OffsetDateTime madeAt = TIME.instant().minus(ago).atOffset(ZoneOffset.UTC);
    sql.update(
        "insert into sent_report values (?, ?, '', '', '', 'en', 'pdf', 'UTC', '', '', '', '', 0)",
        report,
        madeAt);
    sql.update(
        "insert into sent_report_account values (?, ?, 0, '', ?, ?, 'READY')",
        report,
        account.id(),
        run,
        madeAt);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private List<UUID> kept() {
    retention.forget();
    List<UUID> kept =
        scansOf(account).stream()
            .sorted(Comparator.comparing((ScanEntity scan) -> scan.storedAt).reversed())
            .map(scan -> scan.runId)
            .toList();
    assertThat(pieces.findAll())
        .as("snapshots go with their scans")
        .filteredOn(piece -> piece.accountId.equals(account.id()))
        .allMatch(piece -> kept.contains(piece.runId));
    assertThat(cells.findAll())
        .as("and cells")
        .filteredOn(cell -> cell.accountId.equals(account.id()))
        .extracting(cell -> cell.runId)
        .containsExactlyInAnyOrderElementsOf(kept);
    return kept;
  }

  @Test
  void whatIsOlderThanItsDaysGoes() {
    UUID newest = done(days(1), Outcome.COMPLETE);
    UUID justYoung = done(days(30).minusMinutes(1), Outcome.COMPLETE);
    done(days(30).plusMinutes(1), Outcome.COMPLETE);
    done(days(300), Outcome.PARTIAL);

    assertThat(kept()).containsExactly(newest, justYoung);
  }

  @Test
  void ofTooManyTheOldestGo() {
    List<UUID> young =
        List.of(1, 2, 3, 4, 5).stream().map(ago -> done(days(ago), Outcome.COMPLETE)).toList();
    done(days(6), Outcome.COMPLETE);
    done(days(7), Outcome.COMPLETE);

    assertThat(kept()).isEqualTo(young);
    assertThat(kept()).as("and then no more").isEqualTo(young);
  }

  @Test
  void theNewestAndTheNewestCompleteOneAreKeptWhateverTheirAge() {
    UUID newest = done(days(100), Outcome.PARTIAL);
    done(days(101), Outcome.PARTIAL);
    UUID complete = done(days(102), Outcome.COMPLETE);
    done(days(103), Outcome.COMPLETE);

    assertThat(kept()).containsExactly(newest, complete);
  }

  @Test
  void theNewestCompleteOneIsKeptHoweverManyCameAfterIt() {
    List<UUID> partial =
        List.of(1, 2, 3, 4, 5).stream().map(ago -> done(days(ago), Outcome.PARTIAL)).toList();
    done(days(6), Outcome.PARTIAL);
    UUID complete = done(days(7), Outcome.COMPLETE);

    assertThat(kept())
        .containsExactlyElementsOf(
            List.of(partial, List.of(complete)).stream().flatMap(List::stream).toList());
  }

  @Test
  void thoseThatWereReportedAreNotTooMany() {
    List<UUID> young =
        List.of(1, 2, 3, 4, 5).stream().map(ago -> done(days(ago), Outcome.COMPLETE)).toList();
    done(days(6), Outcome.COMPLETE);
    UUID monthly = done(days(7), Outcome.COMPLETE);
    UUID first = done(days(29), Outcome.PARTIAL);
    reported(days(7), monthly);
    reported(days(29), first);

    assertThat(kept()).hasSize(7).containsAll(young).contains(monthly, first);
  }

  @Test
  void theOneThatWasReportedLastIsKeptWhateverItsAge() {
    UUID newest = done(days(1), Outcome.COMPLETE);
    UUID last = done(days(200), Outcome.COMPLETE);
    UUID before = done(days(300), Outcome.COMPLETE);
    reported(days(300), before);
    reported(days(150), last);

    assertThat(kept()).containsExactly(newest, last);
  }

  @Test
  void ofAnOlderReleaseTheNewestIsKept() {
    UUID newest = done(days(100), null);
    done(days(101), null);

    assertThat(kept()).containsExactly(newest);
  }

  @Test
  void thoseWithoutASnapshotGoTooAndPushOutNoneThatHasOne() {
    UUID lastTry = stored(days(1), State.FAILED, null);
    List.of(2, 3, 4, 5).forEach(ago -> stored(days(ago), State.CANCELLED, null));
    stored(days(6), State.FAILED, null);
    UUID done = done(days(20), Outcome.COMPLETE);
    stored(days(40), State.CANCELLED, null);

    assertThat(kept()).hasSize(6).contains(lastTry, done).endsWith(done);
  }

  @Test
  void theLastTryIsKeptAndTheLastThatTold() {
    UUID lastTry = stored(days(100), State.FAILED, null);
    stored(days(101), State.FAILED, null);
    UUID done = done(days(200), Outcome.PARTIAL);

    assertThat(kept()).containsExactly(lastTry, done);
  }

  @Test
  void oneThatRunsIsLeftAlone() {
    UUID running = stored(days(100), State.RUNNING, null);
    UUID done = done(days(1), Outcome.COMPLETE);

    assertThat(kept()).containsExactly(done, running);
  }

  @Test
  void whatIsKnownOfFindingsStays() {
    intake.keep(UUID.randomUUID(), account, World.aSnapshot().withSender("192.0.2.7").build());
    var before = known.of(account.id());
    assertThat(before).isNotEmpty();
    TIME.forward(days(100));
    done(days(1), Outcome.COMPLETE);

    assertThat(kept()).hasSize(1);
    assertThat(known.of(account.id())).isEqualTo(before);
    Instant since = before.values().iterator().next().firstSeen();
    assertThat(known.of(account.id()).values()).extracting(KnownState::firstSeen).contains(since);
  }
}
