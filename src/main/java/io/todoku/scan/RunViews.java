package io.todoku.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanKey;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.scan.RunView.AccountProgress;
import io.todoku.scan.RunView.ScanOutcome;
import io.todoku.scan.cell.CellEntity;
import io.todoku.scan.cell.CellRepository;
import io.todoku.scan.cell.CellStore;
import io.todoku.scan.cell.CellWorker;
import io.todoku.snapshot.Gap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the view of a run. It is made twice a second for each reader, so what does not change any
 * more is kept.
 */
@Component
class RunViews {

  private final ScanRepository scans;
  private final CellRepository cells;
  private final CellStore store;
  private final CellWorker work;
  private final ScanOutcomes outcomes;
  private final EarlyFindings early;
  private final Clock clock;

  /** By the id of the cell; a cell that is done does not change. */
  private final Cache<String, List<Gap>> gaps = Caffeine.newBuilder().maximumSize(10_000).build();

  /** How long the scan before took; zero where there was none. */
  private final Cache<ScanKey, Duration> durations =
      Caffeine.newBuilder().maximumSize(10_000).build();

  RunViews(
      ScanRepository scans,
      CellRepository cells,
      CellStore store,
      CellWorker work,
      ScanOutcomes outcomes,
      EarlyFindings early,
      Clock clock) {
    this.scans = scans;
    this.cells = cells;
    this.store = store;
    this.work = work;
    this.outcomes = outcomes;
    this.early = early;
    this.clock = clock;
  }

  /**
   * The state of a run.
   *
   * @param visible the accounts that the reader may see; others of the run are left out
   * @return empty if there is no run of that id, or nothing of it is visible
   */
  Optional<RunView> of(UUID runId, List<Account> visible) {
    Map<String, Account> byId =
        visible.stream().collect(Collectors.toMap(Account::id, account -> account));
    List<ScanEntity> parts =
        scans.findByRunId(runId).stream().filter(scan -> byId.containsKey(scan.accountId)).toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<CellEntity>> stored =
        cells.findByRunId(runId).stream()
            .sorted(Comparator.comparing((CellEntity cell) -> cell.source).thenComparing(c -> c.id))
            .collect(Collectors.groupingBy(cell -> cell.accountId));
    Map<String, ScanOutcome> ended = outcomes.of(runId, parts, byId);
    Instant now = clock.instant();
    List<AccountProgress> progress =
        parts.stream()
            .map(scan ->
                progress(
                    scan,
                    Objects.requireNonNull(byId.get(scan.accountId)),
                    stored.getOrDefault(scan.accountId, List.of()),
                    ended.get(scan.accountId),
                    now))
            .sorted(Comparator.comparing(AccountProgress::name).thenComparing(AccountProgress::id))
            .toList();
    return Optional.of(
        new RunView(
            runId,
            progress,
            progress.stream().mapToLong(AccountProgress::elapsedSeconds).max().orElse(0)));
  }

  private AccountProgress progress(
      ScanEntity scan,
      Account account,
      List<CellEntity> ofScan,
      @Nullable ScanOutcome outcome,
      Instant now) {
    boolean running = scan.state == ScanState.RUNNING;
    StageStates stages = new StageStates(scan, ofScan);
    long elapsed =
        Duration.between(scan.startedAt, Objects.requireNonNullElse(scan.finishedAt, now))
            .toSeconds();
    return new AccountProgress(
        scan.accountId,
        account.name(),
        scan.state,
        scan.startedAt,
        stages.all(),
        stages.activity(work::currentActivity),
        Math.max(0, elapsed),
        running ? secondsLeft(scan, elapsed) : null,
        running ? gaps(ofScan) : List.of(),
        outcome,
        early.of(scan, account, ofScan));
  }

  private @Nullable Long secondsLeft(ScanEntity scan, long elapsed) {
    long left =
        durations
                .get(new ScanKey(scan.runId, scan.accountId), _ -> lastDuration(scan.accountId))
                .toSeconds()
            - elapsed;
    return left > 0 ? left : null;
  }

  private Duration lastDuration(String accountId) {
    return scans
        .findFirstByAccountIdAndStateAndRecheckTargetIsNullOrderByStoredAtDesc(
            accountId, ScanState.DONE)
        .flatMap(last ->
            Optional.ofNullable(last.finishedAt)
                .map(finished -> Duration.between(last.startedAt, finished)))
        .orElse(Duration.ZERO);
  }

  private List<Gap> gaps(List<CellEntity> ofScan) {
    return ofScan.stream()
        .filter(CellEntity::isDone)
        .flatMap(cell -> gaps.get(cell.id, _ -> store.gaps(cell)).stream())
        .distinct()
        .toList();
  }
}
