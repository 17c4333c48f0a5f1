package io.todoku.scan.cell;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerState;
import io.todoku.archive.ScanEntity;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.SnapshotPart;
import io.todoku.concurrent.LogContext;
import io.todoku.scan.cell.CellStore.AdvanceResult;
import io.todoku.scan.cell.CellStore.ClaimedCell;
import io.todoku.scan.cell.ScanMeters.CellResult;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Processes cells on this node: claims, collects and stores them, and advances their scan. */
@Component
public class CellWorker {

  private static final Logger log = LoggerFactory.getLogger(CellWorker.class);

  private static final int MAX_FINISHES = 10;

  private final CellStore store;
  private final AccountCollector collector;
  private final ScanSettings settings;
  private final DatabaseRetry databaseRetry;
  private final ScanMeters meters;
  private final ObjectProvider<Scheduler> jobs;
  private final Set<Future<SnapshotPart>> collecting = ConcurrentHashMap.newKeySet();
  private final Map<CellId, String> currentActivity = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  CellWorker(
      CellStore store,
      AccountCollector collector,
      ScanSettings settings,
      DatabaseRetry databaseRetry,
      ScanMeters meters,
      ObjectProvider<Scheduler> jobs) {
    this.store = store;
    this.collector = collector;
    this.settings = settings;
    this.databaseRetry = databaseRetry;
    this.meters = meters;
    this.jobs = jobs;
  }

  /** What a cell collected, and as what it is counted: once, when it is stored. */
  private record CollectedCell(SnapshotPart part, CellResult result) {}

  /** The cell failed and is to be tried again. */
  private static final class CellFailedException extends RuntimeException {
    CellFailedException(CellId id, Throwable cause) {
      super(id + ": " + cause, cause, false, false);
    }
  }

  /** The cell was cancelled, or another node has taken it over. */
  private static final class CellWithdrawnException extends Exception {}

  /** This node is stopping. */
  private static final class NodeStoppingException extends Exception {}

  /**
   * @param node this node
   * @return whether the job is done; false if it was released because this node stops
   */
  boolean process(CellId id, String node, SchedulerState scheduler) {
    try (var _ = LogContext.of(id.runId().toString(), id.accountId())) {
      return !stopping && processCell(id, node, scheduler);
    }
  }

  private boolean processCell(CellId id, String node, SchedulerState scheduler) {
    try {
      Optional<ClaimedCell> taken = databaseRetry.execute(() -> store.claim(id, node));
      if (taken.isPresent()) {
        currentActivity.put(id, "");
        CollectedCell collected = collect(id, taken.get(), node, scheduler);
        databaseRetry.execute(() -> store.completeCell(id, node, collected.part()));
        meters.countCell(id.cell(), collected.result());
      }
      advance(id.runId(), id.accountId());
      return true;
    } catch (CellWithdrawnException e) {
      log.info("{} is released: it was cancelled, or another node has taken it over", id.cell());
      meters.countCell(id.cell(), CellResult.WITHDRAWN);
      return true;
    } catch (NodeStoppingException e) {
      databaseRetry.execute(() -> store.release(id, node));
      log.info("{} is released because this node stops", id.cell());
      meters.countCell(id.cell(), CellResult.RELEASED);
      return false;
    } finally {
      currentActivity.remove(id);
    }
  }

  /** What this node is doing for a cell; empty if it does not run the cell. */
  public String currentActivity(CellId id) {
    return currentActivity.getOrDefault(id, "");
  }

  /** Advances all running scans; a failure of one does not stop the others. */
  void advanceAll() {
    for (ScanEntity scan : store.findRunning()) {
      try {
        store.scheduleMissingJobs(scan.runId, scan.accountId);
        advance(scan.runId, scan.accountId);
      } catch (RuntimeException broken) {
        log.error("The scan of account {} cannot go on", scan.accountId, broken);
      }
    }
  }

  private void advance(UUID runId, String accountId) {
    if (databaseRetry.execute(() -> store.advance(runId, accountId))
        == AdvanceResult.ALL_CELLS_DONE) {
      try {
        finishScan(runId, accountId);
      } catch (RuntimeException | Error bug) {
        if (DatabaseRetry.isTransient(bug)) {
          throw bug; // the job is tried again
        }
        log.error(
            "No snapshot could be made of the scan of account {}; what was stored before stays",
            accountId,
            bug);
        databaseRetry.execute(
            () -> store.endWithoutSnapshot(runId, accountId, ScanEntity.ScanState.FAILED));
      }
    }
  }

  /**
   * Finishes a scan, and tries again if something it refers to, such as a channel, was removed
   * meanwhile, or another scan that ended at the same time has stored the same.
   */
  private void finishScan(UUID runId, String accountId) {
    for (int tries = 1; ; tries++) {
      try {
        databaseRetry.execute(() -> store.finishScan(runId, accountId));
        return;
      } catch (DataIntegrityViolationException moved) {
        if (tries == MAX_FINISHES) {
          throw moved;
        }
        log.debug("The end of the scan of account {} is stored once more", accountId, moved);
      }
    }
  }

  private CollectedCell collect(CellId id, ClaimedCell taken, String node, SchedulerState scheduler)
      throws CellWithdrawnException, NodeStoppingException {
    if (taken.previousNode() != null && !taken.previousNode().equals(node)) {
      log.warn(
          "{} of account {} is taken over from node {}, which did not finish it",
          id.cell(),
          id.accountId(),
          taken.previousNode());
    }
    try {
      SnapshotPart part = collectWithinLimit(id, taken, node);
      return new CollectedCell(
          part, part.stageFailed() ? CellResult.STAGE_FAILED : CellResult.DONE);
    } catch (TimeoutException late) {
      return retryOrGiveUp(
          id, node, ReasonKind.TIMEOUT, settings.cellLimit().toSeconds() + " s", late);
    } catch (ExecutionException broke) {
      Throwable bug = Optional.ofNullable(broke.getCause()).orElse(broke);
      if (stopping || scheduler.isShuttingDown()) {
        throw new NodeStoppingException();
      }
      return retryOrGiveUp(id, node, ReasonKind.INTERNAL_ERROR, bug.toString(), bug);
    } catch (CancellationException given) {
      throw new NodeStoppingException();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CellFailedException(id, interrupted);
    }
  }

  /** After the last try, everything the cell should have collected is unknown. */
  private CollectedCell retryOrGiveUp(
      CellId id, String node, ReasonKind cause, String detail, Throwable failure) {
    int failures = databaseRetry.execute(() -> store.recordFailure(id, node));
    if (failures < settings.tries()) {
      meters.countCell(id.cell(), CellResult.RETRIED);
      log.warn("{} failed ({} of {} tries)", id.cell(), failures, settings.tries(), failure);
      throw new CellFailedException(id, failure);
    }
    log.error("{} failed {} times and is given up: unknown", id.cell(), failures, failure);
    Reason reason = Reason.of(cause, id.cell().source().name().toLowerCase(Locale.ROOT), detail);
    return new CollectedCell(SnapshotPart.unavailable(id.cell(), reason), CellResult.GIVEN_UP);
  }

  private SnapshotPart collectWithinLimit(CellId id, ClaimedCell taken, String node)
      throws CellWithdrawnException, TimeoutException, ExecutionException, InterruptedException {
    FutureTask<SnapshotPart> work =
        new FutureTask<>(() ->
            collector.collect(
                id.cell(),
                taken.account(),
                taken.earlierParts(),
                (stage, state, activity) ->
                    currentActivity.replace(id, activity))); // only while the cell is collected
    LogContext.startThread(work);
    collecting.add(work);
    try {
      if (stopping) {
        work.cancel(true);
      }
      long end = System.nanoTime() + settings.cellLimit().toNanos();
      while (true) {
        long left = end - System.nanoTime();
        try {
          return work.get(Math.min(left, settings.glance().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException glance) {
          if (left <= settings.glance().toNanos()) {
            throw glance;
          }
          if (!databaseRetry.execute(() -> store.isAssignedTo(id, node))) {
            throw new CellWithdrawnException();
          }
        }
      }
    } finally {
      collecting.remove(work);
      work.cancel(true);
    }
  }

  /** Stops before anything else does: running cells are released at once and no new one starts. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
    jobs.ifAvailable(Scheduler::pause);
    collecting.forEach(work -> work.cancel(true));
  }
}
