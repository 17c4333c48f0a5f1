package io.todoku.scan.cell;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.collect.Cell;
import io.todoku.snapshot.Snapshot;
import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The metrics of scans and rechecks; without the account as a label, because there can be many. */
@Component
class ScanMeters {

  private static final String SCAN = "todoku.scan";
  private static final String RECHECK = "todoku.recheck";

  private final MeterRegistry registry;
  private final ObjectProvider<Scheduler> scheduler;

  ScanMeters(MeterRegistry registry, ObjectProvider<Scheduler> scheduler) {
    this.registry = registry;
    this.scheduler = scheduler;
    Gauge.builder("todoku.cells.running", this, ScanMeters::runningCells)
        .description("Cells that this node is at")
        .register(registry);
  }

  private long runningCells() {
    return scheduler.getObject().getCurrentlyExecuting().stream()
        .filter(job -> job.getTaskInstance().getTaskName().equals(CellJobs.TASK.getTaskName()))
        .count();
  }

  /** How a cell ended on this node. */
  enum CellResult {
    DONE,
    /** Stored, but its stage failed. */
    STAGE_FAILED,
    /** It failed and is tried again. */
    RETRIED,
    /** It failed too often: what it should have collected is unknown. */
    GIVEN_UP,
    /** It was cancelled or claimed by another node. */
    WITHDRAWN,
    /** This node stopped and released it. */
    RELEASED
  }

  void countCell(Cell cell, CellResult result) {
    registry
        .counter("todoku.cells", "source", name(cell.source()), "result", name(result))
        .increment();
  }

  /** Counts a scan that ended with a snapshot, after the commit. */
  void finishedWithSnapshot(Snapshot snapshot) {
    record(
        SCAN,
        name(snapshot.outcome()),
        Duration.between(snapshot.startedAt(), snapshot.finishedAt()));
    runAfterCommit(() ->
        snapshot
            .gaps()
            .forEach(gap ->
                registry.counter("todoku.gaps", "cause", name(gap.reason().kind())).increment()));
  }

  /** Counts a scan that ended without a snapshot, after the commit. */
  void endedWithoutSnapshot(ScanState state, Duration took) {
    record(SCAN, outcome(state), took);
  }

  /** Counts a recheck that ended, with a snapshot or without, after the commit. */
  void recheckEnded(ScanState state, Duration took) {
    record(RECHECK, outcome(state), took);
  }

  private void record(String meter, String outcome, Duration took) {
    runAfterCommit(() -> registry.timer(meter, "outcome", outcome).record(took));
  }

  private static String outcome(ScanState state) {
    return state == ScanState.FAILED ? "broken" : name(state);
  }

  private static void runAfterCommit(Runnable count) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            count.run();
          }
        });
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
