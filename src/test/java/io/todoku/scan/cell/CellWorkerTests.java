package io.todoku.scan.cell;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.archive.ScanEntity;
import io.todoku.collect.AccountCollector;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataIntegrityViolationException;

class CellWorkerTests {

  private final CellStore store = mock();
  private final CellWorker work =
      new CellWorker(
          store,
          mock(AccountCollector.class),
          mock(),
          new DatabaseRetry(new DatabaseConnections(mock())),
          mock(),
          new StaticListableBeanFactory().getBeanProvider(Scheduler.class));

  private static ScanEntity scan(String accountId) {
    ScanEntity scan = new ScanEntity();
    scan.runId = UUID.randomUUID();
    scan.accountId = accountId;
    return scan;
  }

  @Test
  void aScanThatCannotGoOnKeepsNoOtherWaiting() {
    ScanEntity unreadable = scan("111111111111");
    ScanEntity other = scan("222222222222");
    when(store.findRunning()).thenReturn(List.of(unreadable, other));
    when(store.advance(any(), any())).thenReturn(CellStore.AdvanceResult.IN_PROGRESS);
    doThrow(new IllegalStateException("what is stored of it cannot be read"))
        .when(store)
        .advance(unreadable.runId, unreadable.accountId);

    work.advanceAll();

    verify(store).scheduleMissingJobs(other.runId, other.accountId);
    verify(store).advance(other.runId, other.accountId);
  }

  @Test
  void aChannelThatIsRemovedWhileAScanEndsDoesNotFailIt() {
    ScanEntity scan = scan("111111111111");
    when(store.findRunning()).thenReturn(List.of(scan));
    when(store.advance(any(), any())).thenReturn(CellStore.AdvanceResult.ALL_CELLS_DONE);
    doThrow(new DataIntegrityViolationException("there is no such channel"))
        .doNothing()
        .when(store)
        .finishScan(scan.runId, scan.accountId);

    work.advanceAll();

    verify(store, times(2)).finishScan(scan.runId, scan.accountId);
    verify(store, never()).endWithoutSnapshot(any(), any(), any());
  }

  @Test
  void whatCannotBeStoredTwiceEndsTheScanAsFailed() {
    ScanEntity scan = scan("111111111111");
    when(store.findRunning()).thenReturn(List.of(scan));
    when(store.advance(any(), any())).thenReturn(CellStore.AdvanceResult.ALL_CELLS_DONE);
    doThrow(new DataIntegrityViolationException("too long"))
        .when(store)
        .finishScan(scan.runId, scan.accountId);

    work.advanceAll();

    verify(store).endWithoutSnapshot(scan.runId, scan.accountId, ScanEntity.ScanState.FAILED);
  }
}
