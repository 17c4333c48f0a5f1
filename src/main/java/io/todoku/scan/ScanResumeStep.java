package io.todoku.scan;

import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.installation.ResumeStep;
import io.todoku.scan.cell.CellStore;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Cancels the scans that ran when a database was copied: what they had collected by then is old and
 * would become one snapshot with what is collected now.
 */
@Component
class ScanResumeStep implements ResumeStep {

  private final CellStore store;

  ScanResumeStep(CellStore store) {
    this.store = store;
  }

  @Override
  public void beforeResume(Instant now) {
    store
        .findRunning()
        .forEach(scan -> store.endWithoutSnapshot(scan.runId, scan.accountId, ScanState.CANCELLED));
  }
}
