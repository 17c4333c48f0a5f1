package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanKey;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.scan.cell.CellStore;
import io.todoku.scan.cell.RunningScan;
import io.todoku.scan.cell.RunningScanRepository;
import io.todoku.snapshot.Environment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** What a scan that is started finds, where other requests start something at the same moment. */
class ScanStartTests {

  private static final String ID = "111111111111";
  private static final Account ACCOUNT =
      new Account(
          ID, "name", "", Environment.STAGING, new Access.DefaultChain(), List.of(), List.of());

  private final CellStore store = mock();
  private final ScanRepository repository = mock();
  private final RunningScanRepository running = mock();
  private final Scans scans =
      new Scans(store, mock(), repository, running, mock(), mock(), mock(), mock());

  private RunningScan stored(UUID run, @Nullable String recheckTarget) {
    ScanEntity scan = new ScanEntity();
    scan.runId = run;
    scan.accountId = ID;
    scan.recheckTarget = recheckTarget;
    when(repository.findById(new ScanKey(run, ID))).thenReturn(Optional.of(scan));
    RunningScan row = new RunningScan();
    row.accountId = ID;
    row.runId = run;
    return row;
  }

  @Test
  void aScanThatAnotherRequestHasJustStartedIsJoinedAndNotCancelled() {
    UUID other = UUID.randomUUID();
    RunningScan begun = stored(other, null);
    when(running.findById(ID)).thenReturn(Optional.empty()).thenReturn(Optional.of(begun));
    doThrow(new DataIntegrityViolationException("running")).when(store).beginScan(any(), any());

    Scans.StartedRun started = scans.start(List.of(ACCOUNT));

    assertThat(started.byAccount()).containsEntry(ID, other);
    verify(store, never()).endWithoutSnapshot(any(), any(), any());
  }

  @Test
  void aRecheckGivesWayAndTheOtherAccountsOfNoRunAreCancelled() {
    UUID recheck = UUID.randomUUID();
    RunningScan row = stored(recheck, "ADDRESS\n192.0.2.7");
    when(running.findById(ID)).thenReturn(Optional.of(row));

    Scans.StartedRun started = scans.start(List.of(ACCOUNT));

    assertThat(started.byAccount()).containsEntry(ID, started.run());
    verify(store).endWithoutSnapshot(recheck, ID, ScanState.CANCELLED);
    verify(repository, never()).findByRunId(any());
  }

  @Test
  void aRecheckThatStartsAtTheSameMomentGivesWayToo() {
    UUID recheck = UUID.randomUUID();
    RunningScan row = stored(recheck, "ADDRESS\n192.0.2.7");
    when(running.findById(ID))
        .thenReturn(Optional.empty(), Optional.empty())
        .thenReturn(Optional.of(row));
    doThrow(new DataIntegrityViolationException("running"))
        .doNothing()
        .when(store)
        .beginScan(any(), any());

    Scans.StartedRun started = scans.start(List.of(ACCOUNT));

    assertThat(started.byAccount()).containsEntry(ID, started.run());
    verify(store).endWithoutSnapshot(recheck, ID, ScanState.CANCELLED);
  }
}
