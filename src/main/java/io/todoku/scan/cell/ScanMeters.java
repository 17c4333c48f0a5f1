package io.todoku.scan.cell;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todoku.archive.ScanEntity;
import io.todoku.collect.Cell;
import io.todoku.snapshot.Snapshot;
import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The metrics of scans; without the account as a label, because there can be many. */
@Component
class ScanMeters {

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
    ended(name(snapshot.outcome()), Duration.between(snapshot.startedAt(), snapshot.finishedAt()));
    runAfterCommit(() ->
        snapshot
            .gaps()
            .forEach(gap ->
                registry.counter("todoku.gaps", "cause", name(gap.reason().kind())).increment()));
  }

  /** Counts a scan that ended without a snapshot. */
  void ended(ScanEntity.ScanState state, Duration took) {
    ended(state == ScanEntity.ScanState.FAILED ? "broken" : name(state), took);
  }

  /** Counts a scan by its outcome. */
  void ended(String outcome, Duration took) {
    runAfterCommit(() -> registry.timer("todoku.scan", "outcome", outcome).record(took));
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
