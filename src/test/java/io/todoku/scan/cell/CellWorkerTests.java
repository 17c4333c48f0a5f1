package io.todoku.scan.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.Cell;
import io.todoku.collect.SnapshotPart;
import io.todoku.collect.SnapshotParts;
import io.todoku.snapshot.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataIntegrityViolationException;

class CellWorkerTests {

  private final CellStore store = mock();
  private final CellWorker cellWorker =
      new CellWorker(
          store,
          mock(AccountCollector.class),
          mock(),
          new DatabaseRetry(mock()),
          mock(),
          new StaticListableBeanFactory().getBeanProvider(Scheduler.class));

  private static ScanEntity scan(String accountId) {
    ScanEntity scan = new ScanEntity();
    scan.runId = UUID.randomUUID();
    scan.accountId = accountId;
    return scan;
  }

  @Test
  void aScanThatCannotAdvanceDoesNotStopTheOthers() {
    ScanEntity unreadable = scan("111111111111");
    ScanEntity other = scan("222222222222");
    when(store.findRunning()).thenReturn(List.of(unreadable, other));
    when(store.advance(any(), any())).thenReturn(CellStore.AdvanceResult.IN_PROGRESS);
    doThrow(new IllegalStateException("the stored cells cannot be read"))
        .when(store)
        .advance(unreadable.runId, unreadable.accountId);

    cellWorker.advanceAll();

    verify(store).scheduleMissingJobs(other.runId, other.accountId);
    verify(store).advance(other.runId, other.accountId);
  }

  @Test
  void whenAChannelIsRemovedWhileAScanEndsFinishingIsTriedAgain() {
    ScanEntity scan = scan("111111111111");
    when(store.findRunning()).thenReturn(List.of(scan));
    when(store.advance(any(), any())).thenReturn(CellStore.AdvanceResult.ALL_CELLS_DONE);
    doThrow(new DataIntegrityViolationException("there is no such channel"))
        .doNothing()
        .when(store)
        .finishScan(scan.runId, scan.accountId);

    cellWorker.advanceAll();

    verify(store, times(2)).finishScan(scan.runId, scan.accountId);
    verify(store, never()).endWithoutSnapshot(any(), any(), any());
  }

  @Test
  void whenFinishingFailsTwiceTheScanEndsAsFailed() {
    ScanEntity scan = scan("111111111111");
    when(store.findRunning()).thenReturn(List.of(scan));
    when(store.advance(any(), any())).thenReturn(CellStore.AdvanceResult.ALL_CELLS_DONE);
    doThrow(new DataIntegrityViolationException("too long"))
        .when(store)
        .finishScan(scan.runId, scan.accountId);

    cellWorker.advanceAll();

    verify(store).endWithoutSnapshot(scan.runId, scan.accountId, ScanEntity.ScanState.FAILED);
  }

  @Test
  void aCellThatIsGivenUpIsCountedOnceAndAsGivenUp() {
    AccountCollector broken = mock();
    when(broken.collect(any(), any(), any(), any())).thenThrow(new IllegalStateException("bug"));
    ScanMeters meters = mock();
    ScanSettings oneTry =
        new ScanSettings(Duration.ofSeconds(5), Duration.ofMillis(10), 1, Duration.ofMillis(10));
    CellWorker worker =
        new CellWorker(
            store,
            broken,
            oneTry,
            new DatabaseRetry(mock()),
            meters,
            new StaticListableBeanFactory().getBeanProvider(Scheduler.class));
    Cell cell = Cell.of("ap-northeast-1");
    CellId id = new CellId(UUID.randomUUID(), "111111111111", cell);
    when(store.claim(id, "node"))
        .thenReturn(Optional.of(new CellStore.ClaimedCell(account(), SnapshotParts.NONE, null)));
    when(store.isAssignedTo(id, "node")).thenReturn(true);
    when(store.recordFailure(id, "node")).thenReturn(1);
    when(store.advance(any(), any())).thenReturn(CellStore.AdvanceResult.IN_PROGRESS);

    worker.process(id, "node", mock());

    verify(meters).countCell(cell, ScanMeters.CellResult.GIVEN_UP);
    verifyNoMoreInteractions(meters);
    ArgumentCaptor<SnapshotPart> stored = ArgumentCaptor.forClass(SnapshotPart.class);
    verify(store).completeCell(eq(id), eq("node"), stored.capture());
    assertThat(stored.getValue()).isInstanceOf(SnapshotPart.RegionResources.class);
    assertThat(stored.getValue().toString())
        .contains("INTERNAL_ERROR", "java.lang.IllegalStateException: bug");
  }

  private static Account account() {
    return new Account(
        "111111111111",
        "production",
        "",
        Environment.PRODUCTION,
        new Access.Profile("p"),
        List.of(),
        List.of());
  }
}
