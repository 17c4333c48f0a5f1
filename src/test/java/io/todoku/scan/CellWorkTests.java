package io.todoku.scan;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.todoku.collect.Collector;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataIntegrityViolationException;

class CellWorkTests {

  private final CellStore store = mock();
  private final CellWork work =
      new CellWork(
          store,
          mock(Collector.class),
          mock(),
          new Patience(new Connections(mock())),
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
    when(store.running()).thenReturn(List.of(unreadable, other));
    when(store.goOn(any(), any())).thenReturn(CellStore.Standing.GOES_ON);
    doThrow(new IllegalStateException("what is stored of it cannot be read"))
        .when(store)
        .goOn(unreadable.runId, unreadable.accountId);

    work.goOnWithAll();

    verify(store).remember(other.runId, other.accountId);
    verify(store).goOn(other.runId, other.accountId);
  }

  @Test
  void aChannelThatIsRemovedWhileAScanEndsDoesNotFailIt() {
    ScanEntity scan = scan("111111111111");
    when(store.running()).thenReturn(List.of(scan));
    when(store.goOn(any(), any())).thenReturn(CellStore.Standing.ALL_THERE);
    doThrow(new DataIntegrityViolationException("there is no such channel"))
        .doNothing()
        .when(store)
        .finish(scan.runId, scan.accountId);

    work.goOnWithAll();

    verify(store, times(2)).finish(scan.runId, scan.accountId);
    verify(store, never()).end(any(), any(), any());
  }

  @Test
  void whatCannotBeStoredTwiceEndsTheScanAsFailed() {
    ScanEntity scan = scan("111111111111");
    when(store.running()).thenReturn(List.of(scan));
    when(store.goOn(any(), any())).thenReturn(CellStore.Standing.ALL_THERE);
    doThrow(new DataIntegrityViolationException("too long"))
        .when(store)
        .finish(scan.runId, scan.accountId);

    work.goOnWithAll();

    verify(store).end(scan.runId, scan.accountId, ScanEntity.State.FAILED);
  }
}
