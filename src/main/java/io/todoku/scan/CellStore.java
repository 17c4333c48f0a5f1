package io.todoku.scan;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.collect.Cell;
import io.todoku.collect.Collector;
import io.todoku.collect.Part;
import io.todoku.collect.Parts;
import io.todoku.collect.Progress.Stage;
import io.todoku.scan.ScanEntity.State;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The cells of scans in the database. Each step is one transaction, in which the job that goes on
 * from there is stored too: a process may end between any two of them.
 */
@Component
class CellStore {

  private static final Logger log = LoggerFactory.getLogger(CellStore.class);

  private final ScanRepository scans;
  private final AccountScans accountScans;
  private final CellRepository cells;
  private final CellPieces pieces;
  private final AccountJudgements judgements;
  private final Intake intake;
  private final Accounts accounts;
  private final ScanMeters meters;
  private final Scheduler jobs;
  private final Clock clock;

  CellStore(
      ScanRepository scans,
      AccountScans accountScans,
      CellRepository cells,
      CellPieces pieces,
      AccountJudgements judgements,
      Intake intake,
      Accounts accounts,
      ScanMeters meters,
      Scheduler jobs,
      Clock clock) {
    this.scans = scans;
    this.accountScans = accountScans;
    this.cells = cells;
    this.pieces = pieces;
    this.judgements = judgements;
    this.intake = intake;
    this.accounts = accounts;
    this.meters = meters;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * A cell that a node has taken up.
   *
   * @param before what the cells before it brought home
   * @param lastNode who had it before and did not bring it home
   */
  record Taken(Account account, Parts before, @Nullable String lastNode) {}

  /** Where a scan stands after a step. */
  enum Standing {
    /** Its cells go on, or it is over. */
    GOES_ON,
    /** Every cell is done, and the snapshot can be made. */
    ALL_THERE
  }

  /**
   * Begins a scan.
   *
   * @throws org.springframework.dao.DataIntegrityViolationException where the account is being
   *     scanned
   */
  @Transactional
  public void begin(UUID runId, String accountId) {
    ScanEntity scan = new ScanEntity();
    scan.runId = runId;
    scan.accountId = accountId;
    scan.startedAt = clock.instant();
    scan.storedAt = scan.startedAt;
    scans.saveAndFlush(scan);
    AccountScan one = new AccountScan();
    one.accountId = accountId;
    one.runId = runId;
    accountScans.saveAndFlush(one);
    add(runId, accountId, Parts.NONE.next());
  }

  /**
   * Takes up a cell; empty where there is nothing to do any more.
   *
   * @param node who takes it
   */
  @Transactional
  public Optional<Taken> take(CellId id, String node) {
    return open(id)
        .flatMap(cell ->
            accounts
                .find(cell.accountId)
                .map(account -> {
                  String last = cell.starts > 0 ? cell.node : null;
                  cell.state = CellEntity.State.RUNNING;
                  cell.node = node;
                  cell.starts++;
                  cell.startedAt = clock.instant();
                  return new Taken(account, before(cell), last);
                }));
  }

  /** Only what looks outward needs to know what the others found. */
  private Parts before(CellEntity cell) {
    return cell.source.stage() == Stage.AWS
        ? Parts.NONE
        : parts(cells.findByRunIdAndAccountId(cell.runId, cell.accountId));
  }

  /** Whether this node is still to bring it home: nobody cancelled, nobody took it over. */
  @Transactional(readOnly = true)
  public boolean isWanted(CellId id, String node) {
    return cells
        .findById(id.toString())
        .filter(cell -> !cell.done() && node.equals(cell.node))
        .flatMap(cell -> scans.findById(new ScanEntity.Key(id.runId(), id.accountId())))
        .filter(scan -> scan.state == State.RUNNING)
        .isPresent();
  }

  /**
   * What a cell brought home; a second one who brings the same is too late, and so is one whom
   * another has relieved.
   */
  @Transactional
  public void done(CellId id, String node, Part part) {
    with(id, node)
        .ifPresent(cell -> {
          cell.state = CellEntity.State.DONE;
          cell.dark = part.dark();
          cell.finishedAt = clock.instant();
          pieces.keep(cell.id, part);
        });
  }

  /**
   * A cell broke on this node. Noted again, as nobody answered the first time, it counts once.
   *
   * @return how often it has by now; 0 where another node has taken it over
   */
  @Transactional
  public int broke(CellId id, String node) {
    return with(id, node)
        .map(cell -> {
          if (cell.state == CellEntity.State.RUNNING) {
            cell.failures++;
            cell.state = CellEntity.State.WAITING;
          }
          return cell.failures;
        })
        .orElse(0);
  }

  /** Gives back what this node had taken up: whoever comes first takes it as if it were new. */
  @Transactional
  public void giveBack(CellId id, String node) {
    with(id, node)
        .ifPresent(cell -> {
          cell.state = CellEntity.State.WAITING;
          cell.node = null;
          cell.starts--;
        });
  }

  /** Once all cells are done, those that follow. */
  @Transactional
  public Standing goOn(UUID runId, String accountId) {
    if (running(runId, accountId).isEmpty()) {
      return Standing.GOES_ON;
    }
    List<CellEntity> all = cells.findByRunIdAndAccountId(runId, accountId);
    if (!all.stream().allMatch(CellEntity::done)) {
      return Standing.GOES_ON;
    }
    List<Cell> next = parts(all).next();
    add(runId, accountId, next);
    return next.isEmpty() ? Standing.ALL_THERE : Standing.GOES_ON;
  }

  /**
   * Makes the snapshot of all parts and ends the scan. The account is locked before the scan, as
   * when it is removed.
   */
  @Transactional
  public void finish(UUID runId, String accountId) {
    judgements.lock(accountId);
    Optional<ScanEntity> scan = running(runId, accountId);
    Optional<Account> account = accounts.find(accountId);
    if (scan.isEmpty() || account.isEmpty()) {
      return;
    }
    List<CellEntity> all = cells.findByRunIdAndAccountId(runId, accountId);
    Snapshot snapshot =
        Collector.snapshot(
            runId.toString(), account.get(), scan.get().startedAt, clock.instant(), parts(all));
    intake.keep(runId, account.get(), snapshot);
    accountScans.end(runId, accountId);
    pieces.deleteOf(all.stream().map(cell -> cell.id).toList());
    meters.done(snapshot);
    log.info(
        "The scan of account {} is done: {} cells, {} of them taken up more than once, {} gaps,"
            + " {} s",
        accountId,
        all.size(),
        all.stream().filter(cell -> cell.starts > 1).count(),
        snapshot.gaps().size(),
        Duration.between(snapshot.startedAt(), snapshot.finishedAt()).toSeconds());
  }

  /**
   * Ends a scan without a snapshot; what was stored before stays.
   *
   * @return whether it was still running
   */
  @Transactional
  public boolean end(UUID runId, String accountId, State state) {
    Optional<ScanEntity> scan = running(runId, accountId);
    scan.ifPresent(running -> {
      running.state = state;
      running.finishedAt = clock.instant();
      running.storedAt = running.finishedAt;
      accountScans.end(runId, accountId);
      List<String> ids =
          cells.findByRunIdAndAccountId(runId, accountId).stream().map(cell -> cell.id).toList();
      pieces.deleteOf(ids);
      meters.ended(state, Duration.between(running.startedAt, running.storedAt));
    });
    return scan.isPresent();
  }

  @Transactional(readOnly = true)
  public List<ScanEntity> running() {
    return scans.findByState(State.RUNNING);
  }

  /** Stores the jobs of cells that wait, where they are missing. */
  @Transactional
  public void remember(UUID runId, String accountId) {
    cells.findByRunIdAndAccountId(runId, accountId).stream()
        .filter(cell -> !cell.done())
        .forEach(cell -> schedule(cell.id));
  }

  /** The scan is locked first: what is read after it is as the last one left it. */
  private Optional<CellEntity> open(CellId id) {
    return running(id.runId(), id.accountId())
        .flatMap(scan -> cells.findById(id.toString()))
        .filter(cell -> !cell.done());
  }

  /** One that this node has taken up, and nobody else since. */
  private Optional<CellEntity> with(CellId id, String node) {
    return open(id).filter(cell -> node.equals(cell.node));
  }

  private Optional<ScanEntity> running(UUID runId, String accountId) {
    return scans.lock(runId, accountId).filter(scan -> scan.state == State.RUNNING);
  }

  private Parts parts(List<CellEntity> stored) {
    Map<Cell, Part> parts = new HashMap<>();
    stored.stream().filter(CellEntity::done).forEach(c -> parts.put(c.cell(), pieces.read(c)));
    return new Parts(parts);
  }

  private void add(UUID runId, String accountId, List<Cell> next) {
    for (Cell cell : next) {
      CellEntity entity = cells.save(CellEntity.of(runId, accountId, cell));
      schedule(entity.id);
    }
  }

  /** Stored with the transaction, and looked for as soon as it is committed. */
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
