package io.todoku.scan.cell;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.PieceTable;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.Cell;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.collect.RecheckScope;
import io.todoku.collect.SnapshotPart;
import io.todoku.collect.SnapshotPartCodec;
import io.todoku.collect.SnapshotParts;
import io.todoku.history.SnapshotIngestion;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores the cells of scans. Each step is one transaction that also stores the job for the next
 * step, so that a process may die between any two steps.
 */
@Component
public class CellStore {

  private static final Logger log = LoggerFactory.getLogger(CellStore.class);

  private final ScanRepository scans;
  private final RunningScanRepository accountScans;
  private final CellRepository cells;
  private final PieceTable pieces;
  private final SnapshotIngestion ingestion;
  private final Accounts accounts;
  private final ScanMeters meters;
  private final Scheduler jobs;
  private final Clock clock;

  CellStore(
      ScanRepository scans,
      RunningScanRepository accountScans,
      CellRepository cells,
      JdbcClient database,
      SnapshotIngestion intake,
      Accounts accounts,
      ScanMeters meters,
      Scheduler jobs,
      Clock clock) {
    this.scans = scans;
    this.accountScans = accountScans;
    this.cells = cells;
    this.pieces = new PieceTable(database, "cell_piece", "cell_id");
    this.ingestion = intake;
    this.accounts = accounts;
    this.meters = meters;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * A cell that a node has claimed.
   *
   * @param earlierParts what the cells before it collected
   * @param previousNode the node that claimed it before and did not complete it
   */
  record ClaimedCell(Account account, SnapshotParts earlierParts, @Nullable String previousNode) {}

  /** The state of a scan after a step. */
  enum AdvanceResult {
    /** Some cells are not done, or the scan has ended. */
    IN_PROGRESS,
    /** All cells are done: the snapshot can be made. */
    ALL_CELLS_DONE
  }

  /**
   * Begins a scan.
   *
   * @throws org.springframework.dao.DataIntegrityViolationException if the account is being scanned
   */
  @Transactional
  public void beginScan(UUID runId, String accountId) {
    begin(runId, accountId, null);
    addCells(runId, accountId, SnapshotParts.NONE.nextCells());
  }

  /**
   * Begins a recheck.
   *
   * @param target what it is about
   * @throws org.springframework.dao.DataIntegrityViolationException if the account is being scanned
   */
  @Transactional
  public void beginRecheck(UUID runId, String accountId, String target, RecheckScope scope) {
    begin(runId, accountId, target);
    SnapshotParts parts = SnapshotParts.within(scope);
    parts
        .all()
        .forEach((cell, part) -> {
          CellEntity known = CellEntity.of(runId, accountId, cell);
          known.state = CellEntity.CellState.DONE;
          cells.saveAndFlush(known);
          pieces.save(SnapshotPartCodec.write(part), known.id);
        });
    addCells(runId, accountId, parts.nextCells());
  }

  private void begin(UUID runId, String accountId, @Nullable String recheckTarget) {
    ScanEntity scan = new ScanEntity();
    scan.runId = runId;
    scan.accountId = accountId;
    scan.recheckTarget = recheckTarget;
    scan.startedAt = clock.instant();
    scan.storedAt = scan.startedAt;
    scans.saveAndFlush(scan);
    RunningScan running = new RunningScan();
    running.accountId = accountId;
    running.runId = runId;
    accountScans.saveAndFlush(running);
  }

  /**
   * Claims a cell for a node; empty if the cell is done or the scan has ended.
   *
   * @param node the claiming node
   */
  @Transactional
  public Optional<ClaimedCell> claim(CellId id, String node) {
    return findUnfinished(id)
        .flatMap(cell ->
            accounts
                .find(cell.accountId)
                .map(account -> {
                  String last = cell.starts > 0 ? cell.node : null;
                  cell.state = CellEntity.CellState.RUNNING;
                  cell.node = node;
                  cell.starts++;
                  cell.startedAt = clock.instant();
                  return new ClaimedCell(account, earlierParts(cell), last);
                }));
  }

  /** The parts collected before; cells of AWS need only the scope of a recheck. */
  private SnapshotParts earlierParts(CellEntity cell) {
    return parts(
        cells.findByRunIdAndAccountId(cell.runId, cell.accountId).stream()
            .filter(
                earlier -> cell.source.stage() != Stage.AWS || earlier.source == Cell.Source.SCOPE)
            .toList());
  }

  /** Whether the cell is still claimed by this node: not cancelled and not taken over. */
  @Transactional(readOnly = true)
  public boolean isAssignedTo(CellId id, String node) {
    return cells
        .findById(id.toString())
        .filter(cell -> !cell.isDone() && node.equals(cell.node))
        .flatMap(cell -> scans.findById(new ScanEntity.ScanKey(id.runId(), id.accountId())))
        .filter(scan -> scan.state == ScanState.RUNNING)
        .isPresent();
  }

  /**
   * Stores what a cell collected, unless it is stored already or another node has claimed the cell
   * since.
   */
  @Transactional
  public void completeCell(CellId id, String node, SnapshotPart part) {
    findClaimedBy(id, node)
        .ifPresent(cell -> {
          cell.state = CellEntity.CellState.DONE;
          cell.stageFailed = part.stageFailed();
          if (part instanceof SnapshotPart.MailServerObservations servers) {
            cell.nothingContacted = !servers.triedAny();
          }
          cell.finishedAt = clock.instant();
          cells.flush();
          pieces.save(SnapshotPartCodec.write(part), cell.id);
        });
  }

  /**
   * Records a failure of the cell on this node. A repeated call after a lost answer counts once.
   *
   * @return the number of failures so far; 0 if another node has claimed the cell
   */
  @Transactional
  public int recordFailure(CellId id, String node) {
    return findClaimedBy(id, node)
        .map(cell -> {
          if (cell.state == CellEntity.CellState.RUNNING) {
            cell.failures++;
            cell.state = CellEntity.CellState.WAITING;
          }
          return cell.failures;
        })
        .orElse(0);
  }

  /** Releases a cell that this node had claimed, so that any node can claim it. */
  @Transactional
  public void release(CellId id, String node) {
    findClaimedBy(id, node)
        .ifPresent(cell -> {
          cell.state = CellEntity.CellState.WAITING;
          cell.node = null;
          cell.starts--;
        });
  }

  /** Adds the next cells once all cells of the scan are done. */
  @Transactional
  public AdvanceResult advance(UUID runId, String accountId) {
    if (findRunning(runId, accountId).isEmpty()) {
      return AdvanceResult.IN_PROGRESS;
    }
    List<CellEntity> all = cells.findByRunIdAndAccountId(runId, accountId);
    if (!all.stream().allMatch(CellEntity::isDone)) {
      return AdvanceResult.IN_PROGRESS;
    }
    List<Cell> next = parts(all).nextCells();
    addCells(runId, accountId, next);
    return next.isEmpty() ? AdvanceResult.ALL_CELLS_DONE : AdvanceResult.IN_PROGRESS;
  }

  /**
   * Makes the snapshot of all parts and ends the scan. Locks the account before the scan, in the
   * same order as its removal does.
   */
  @Transactional
  public void finishScan(UUID runId, String accountId) {
    accounts.lock(accountId);
    Optional<ScanEntity> scan = findRunning(runId, accountId);
    Optional<Account> account = accounts.find(accountId);
    if (scan.isEmpty() || account.isEmpty()) {
      return;
    }
    List<CellEntity> all = cells.findByRunIdAndAccountId(runId, accountId);
    Snapshot snapshot = ingest(scan.get(), account.get(), parts(all));
    accountScans.deleteByRunAndAccount(runId, accountId);
    pieces.deleteAll(all.stream().map(cell -> cell.id).toList());
    log.info(
        "The {} of account {} is done: {} cells, {} of them taken up more than once, {} gaps,"
            + " {} s",
        scan.get().recheckTarget == null ? "scan" : "recheck",
        accountId,
        all.size(),
        all.stream().filter(cell -> cell.starts > 1).count(),
        snapshot.gaps().size(),
        Duration.between(scan.get().startedAt, snapshot.observedUntil()).toSeconds());
  }

  private Snapshot ingest(ScanEntity scan, Account account, SnapshotParts parts) {
    Instant now = clock.instant();
    if (parts.scope().isPresent()) {
      meters.recheckEnded(ScanState.DONE, Duration.between(scan.startedAt, now));
      return ingestion.ingestRecheck(
          scan.runId, account, parts.recheckObservations(scan.startedAt, now));
    }
    Snapshot snapshot =
        AccountCollector.snapshot(scan.runId.toString(), account, scan.startedAt, now, parts);
    ingestion.ingest(scan.runId, account, snapshot);
    meters.finishedWithSnapshot(snapshot);
    return snapshot;
  }

  /**
   * Ends a scan without a snapshot; earlier snapshots stay.
   *
   * @return whether it was still running
   */
  @Transactional
  public boolean endWithoutSnapshot(UUID runId, String accountId, ScanState state) {
    Optional<ScanEntity> scan = findRunning(runId, accountId);
    scan.ifPresent(running -> {
      running.state = state;
      running.finishedAt = clock.instant();
      running.storedAt = running.finishedAt;
      accountScans.deleteByRunAndAccount(runId, accountId);
      List<String> ids =
          cells.findByRunIdAndAccountId(runId, accountId).stream().map(cell -> cell.id).toList();
      pieces.deleteAll(ids);
      Duration took = Duration.between(running.startedAt, running.storedAt);
      if (running.recheckTarget == null) {
        meters.endedWithoutSnapshot(state, took);
      } else {
        meters.recheckEnded(state, took);
      }
    });
    return scan.isPresent();
  }

  @Transactional(readOnly = true)
  public List<ScanEntity> findRunning() {
    return scans.findByState(ScanState.RUNNING);
  }

  /** Stores missing jobs of waiting cells. */
  @Transactional
  public void scheduleMissingJobs(UUID runId, String accountId) {
    cells.findByRunIdAndAccountId(runId, accountId).stream()
        .filter(cell -> !cell.isDone())
        .forEach(cell -> schedule(cell.id));
  }

  /** Finds a cell that is not done. Locks its scan first, so that the latest state is read. */
  private Optional<CellEntity> findUnfinished(CellId id) {
    return findRunning(id.runId(), id.accountId())
        .flatMap(scan -> cells.findById(id.toString()))
        .filter(cell -> !cell.isDone());
  }

  /** Finds a cell that this node has claimed and no other node since. */
  private Optional<CellEntity> findClaimedBy(CellId id, String node) {
    return findUnfinished(id).filter(cell -> node.equals(cell.node));
  }

  private Optional<ScanEntity> findRunning(UUID runId, String accountId) {
    return scans.lock(runId, accountId).filter(scan -> scan.state == ScanState.RUNNING);
  }

  private SnapshotParts parts(List<CellEntity> stored) {
    Map<Cell, SnapshotPart> parts = new HashMap<>();
    stored.stream().filter(CellEntity::isDone).forEach(c -> parts.put(c.cell(), readPart(c)));
    return new SnapshotParts(parts);
  }

  private SnapshotPart readPart(CellEntity cell) {
    return SnapshotPartCodec.read(cell.source, pieces.read(cell.id).orElseThrow());
  }

  /** What the cells of a scan have collected so far; empty once it has ended. */
  @Transactional(readOnly = true)
  public Optional<SnapshotParts> partsSoFar(UUID runId, String accountId) {
    Map<Cell, SnapshotPart> parts = new HashMap<>();
    for (CellEntity cell : cells.findByRunIdAndAccountId(runId, accountId)) {
      if (cell.isDone()) {
        Optional<byte[]> stored = pieces.read(cell.id);
        if (stored.isEmpty()) {
          return Optional.empty();
        }
        parts.put(cell.cell(), SnapshotPartCodec.read(cell.source, stored.get()));
      }
    }
    return Optional.of(new SnapshotParts(parts));
  }

  /** What a cell could not collect; none once its scan has ended. */
  @Transactional(readOnly = true)
  public List<Gap> gaps(CellEntity cell) {
    return pieces
        .read(cell.id)
        .map(bytes -> SnapshotPartCodec.read(cell.source, bytes).gaps())
        .orElse(List.of());
  }

  private void addCells(UUID runId, String accountId, List<Cell> next) {
    for (Cell cell : next) {
      CellEntity entity = cells.save(CellEntity.of(runId, accountId, cell));
      schedule(entity.id);
    }
  }

  /** Stores a job in the transaction; the scheduler looks for it right after the commit. */
  private void schedule(String cellId) {
    jobs.scheduleIfNotExists(CellJobs.TASK.instance(cellId).scheduledTo(clock.instant()));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            jobs.triggerCheckForDueExecutions();
          }
        });
  }
}
