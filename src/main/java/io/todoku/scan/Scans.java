package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.archive.ScanRepository.FailedScan;
import io.todoku.collect.RecheckScope;
import io.todoku.installation.QuietException;
import io.todoku.installation.QuietState;
import io.todoku.scan.cell.CellId;
import io.todoku.scan.cell.CellRepository;
import io.todoku.scan.cell.CellStore;
import io.todoku.scan.cell.CellWorker;
import io.todoku.scan.cell.RunningScanRepository;
import io.todoku.scan.cell.ScanSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Starts and cancels scans, one at a time per account, and reads their state. */
@Component
public class Scans {

  private static final Logger log = LoggerFactory.getLogger(Scans.class);

  private final CellStore store;
  private final CellWorker work;
  private final ScanRepository scans;
  private final RunningScanRepository accountScans;
  private final CellRepository cells;
  private final Accounts accounts;
  private final ScanSettings settings;
  private final QuietState quiet;

  Scans(
      CellStore store,
      CellWorker work,
      ScanRepository scans,
      RunningScanRepository accountScans,
      CellRepository cells,
      Accounts accounts,
      ScanSettings settings,
      QuietState quiet) {
    this.store = store;
    this.work = work;
    this.scans = scans;
    this.accountScans = accountScans;
    this.cells = cells;
    this.accounts = accounts;
    this.settings = settings;
    this.quiet = quiet;
  }

  /**
   * The result of starting a scan.
   *
   * @param run the run that was started; if every account was being scanned already, the run of the
   *     first
   * @param byAccount the run that scans each account: this one or one that was under way
   */
  public record StartedRun(UUID run, Map<String, UUID> byAccount) {}

  /**
   * Starts a run over accounts with AWS access; accounts that are being scanned keep their run.
   *
   * @throws QuietException if the installation is quiet
   */
  public StartedRun start(List<Account> requested) {
    quiet.requireWorking();
    UUID run = UUID.randomUUID();
    Map<String, UUID> byAccount = new LinkedHashMap<>();
    for (Account account : requested) {
      byAccount.put(account.id(), beginOrJoin(run, account.id()));
    }
    UUID shown =
        byAccount.containsValue(run) ? run : byAccount.values().stream().findFirst().orElse(run);
    return new StartedRun(shown, byAccount);
  }

  /**
   * Starts an account's part of a run, unless it was started before or the account is being
   * scanned: repeated calls have no effect.
   */
  public void start(UUID run, Account account) {
    if (!scans.existsById(new ScanEntity.ScanKey(run, account.id()))) {
      beginOrJoin(run, account.id());
    }
  }

  /** Whether there is a run of this id. */
  public boolean exists(UUID run) {
    return !scans.findByRunId(run).isEmpty();
  }

  /** How long to wait before something that failed is tried again the first time. */
  public Duration retryDelay() {
    return settings.retry();
  }

  /**
   * Starts scanning the account, or returns the run that is scanning it already. A recheck, which
   * is limited to a part of the account, gives way.
   */
  private UUID beginOrJoin(UUID run, String accountId) {
    Optional<UUID> running = runningRun(accountId);
    if (running.isPresent()) {
      return running.get();
    }
    cancelRecheck(accountId);
    try {
      store.beginScan(run, accountId);
      return run;
    } catch (DataIntegrityViolationException e) { // another request was faster
      log.debug("The account {} is being scanned", accountId, e);
      return runningRun(accountId)
          .orElseGet(() -> {
            cancelRecheck(accountId);
            store.beginScan(run, accountId);
            return run;
          });
    }
  }

  /** Cancels the recheck of the account, and no scan that another request has started meanwhile. */
  private void cancelRecheck(String accountId) {
    accountScans
        .findById(accountId)
        .map(running -> running.runId)
        .filter(running -> recheck(accountId, running).isPresent())
        .ifPresent(recheck -> cancel(recheck, accountId));
  }

  /**
   * Cancels a run; what was stored for its accounts before stays.
   *
   * @return whether anything was running
   */
  public boolean cancel(UUID runId) {
    return scans.findByRunId(runId).stream().filter(scan -> cancel(runId, scan.accountId)).count()
        > 0;
  }

  /** Cancels an account's part of a run; the other accounts are still scanned. */
  boolean cancel(UUID runId, String accountId) {
    boolean running = store.endWithoutSnapshot(runId, accountId, ScanState.CANCELLED);
    if (running) {
      log.info("The scan of account {} was cancelled", accountId);
    }
    return running;
  }

  /**
   * Starts a recheck.
   *
   * @param target what it is about
   * @return the run; that of a recheck of the same target where one is under way; empty where the
   *     account is being scanned, or another target is being rechecked
   * @throws QuietException if the installation is quiet
   */
  public Optional<UUID> startRecheck(Account account, String target, RecheckScope scope) {
    quiet.requireWorking();
    UUID run = UUID.randomUUID();
    if (accountScans.findById(account.id()).isEmpty()) {
      try {
        store.beginRecheck(run, account.id(), target, scope);
        return Optional.of(run);
      } catch (DataIntegrityViolationException e) { // another request was faster
        log.debug("The account {} is being scanned", account.id(), e);
      }
    }
    return accountScans
        .findById(account.id())
        .flatMap(running -> recheck(account.id(), running.runId))
        .filter(running -> running.target().equals(target))
        .map(RecheckState::run);
  }

  /**
   * A recheck as stored.
   *
   * @param target what it is about
   * @param base the scan whose snapshot it builds upon; null until it has ended
   * @param finishedAt null while it is running
   */
  public record RecheckState(
      UUID run,
      String target,
      ScanState state,
      Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable UUID base,
      String activity) {}

  /** The state of a recheck; empty if there is none of that id. */
  public Optional<RecheckState> recheck(String accountId, UUID run) {
    return scans
        .findById(new ScanEntity.ScanKey(run, accountId))
        .flatMap(scan ->
            Optional.ofNullable(scan.recheckTarget)
                .map(target ->
                    new RecheckState(
                        run,
                        target,
                        scan.state,
                        scan.startedAt,
                        scan.finishedAt,
                        scan.recheckBase,
                        activity(scan))));
  }

  private String activity(ScanEntity scan) {
    return scan.state != ScanState.RUNNING
        ? ""
        : cells.findByRunIdAndAccountId(scan.runId, scan.accountId).stream()
            .map(cell -> work.currentActivity(new CellId(cell.runId, cell.accountId, cell.cell())))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
  }

  /** The run that is scanning the account now; a recheck is none. */
  public Optional<UUID> runningRun(String accountId) {
    return accountScans
        .findById(accountId)
        .map(scan -> scan.runId)
        .filter(run -> recheck(accountId, run).isEmpty());
  }

  /** Every account that is being scanned now, with its run; a recheck is none. */
  public Map<String, UUID> runningRun() {
    return accountScans.findScans().stream()
        .collect(Collectors.toMap(scan -> scan.accountId, scan -> scan.runId));
  }

  /** When the account's last scan failed; empty if a later one succeeded. */
  public Optional<Instant> failedAt(String accountId) {
    return scans
        .findFirstByAccountIdAndStateInAndRecheckTargetIsNullOrderByStoredAtDesc(
            accountId, List.of(ScanState.DONE, ScanState.FAILED))
        .filter(last -> last.state == ScanState.FAILED)
        .flatMap(last -> Optional.ofNullable(last.finishedAt));
  }

  /** When the last scan failed, by account id; accounts whose last scan succeeded are left out. */
  public Map<String, Instant> failedAt() {
    return scans.findFailedLast().stream()
        .collect(
            Collectors.toMap(
                FailedScan::getAccountId, FailedScan::getFinishedAt, (first, _) -> first));
  }
}
