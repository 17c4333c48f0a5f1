package io.todoku.scan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.collect.Cell;
import io.todoku.collect.RecheckScope;
import io.todoku.collect.SnapshotPart;
import io.todoku.collect.SnapshotParts;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.scan.ScanFixture;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

/**
 * A node that lost its claim of a cell to another node, and does not know it yet, changes nothing.
 * Each test is rolled back, so that the scheduler never runs its jobs.
 */
@Transactional
class CellClaimIntegrationTests extends ScanFixture {

  @Autowired private CellStore store;
  @Autowired private CellRepository cells;

  private final Cell first = SnapshotParts.NONE.nextCells().getFirst();
  private CellId id;

  @BeforeEach
  void claimedByTwoNodes() {
    Account account = account(1);
    UUID run = UUID.randomUUID();
    store.beginScan(run, account.id());
    id = new CellId(run, account.id(), first);
    assertThat(store.claim(id, "one"))
        .get()
        .extracting(CellStore.ClaimedCell::previousNode)
        .isNull();
    assertThat(store.claim(id, "other"))
        .get()
        .extracting(CellStore.ClaimedCell::previousNode)
        .isEqualTo("one");
  }

  private CellEntity cell() {
    return cells.findById(id.toString()).orElseThrow();
  }

  @Test
  void whicheverNodeClaimsACellOfARecheckHasItsScope() {
    RecheckScope scope =
        new RecheckScope(
            List.of(),
            List.of("192.0.2.7"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Account account = account(2);
    UUID run = UUID.randomUUID();
    store.beginRecheck(run, account.id(), "ADDRESS\n192.0.2.7", scope);
    CellId names = new CellId(run, account.id(), Cell.of(Cell.Source.DNS));

    assertThat(store.claim(names, "one")).isPresent();

    assertThat(store.claim(names, "other"))
        .get()
        .satisfies(claimed -> {
          assertThat(claimed.previousNode()).isEqualTo("one");
          assertThat(claimed.earlierParts().scope()).contains(scope);
        });
    assertThat(cells.findByRunId(run))
        .extracting(cell -> cell.source)
        .containsExactlyInAnyOrder(Cell.Source.SCOPE, Cell.Source.DNS);
  }

  @Test
  void aFailureOnTheNodeThatLostTheClaimDoesNotCount() {
    assertThat(store.recordFailure(id, "one")).isZero();

    assertThat(cell().state).isEqualTo(CellEntity.CellState.RUNNING);
    assertThat(cell().failures).isZero();
  }

  @Test
  void aFailureRecordedTwiceCountsOnce() {
    assertThat(store.recordFailure(id, "other")).isEqualTo(1);
    assertThat(store.recordFailure(id, "other")).isEqualTo(1);

    store.claim(id, "other");
    assertThat(store.recordFailure(id, "other")).isEqualTo(2);
  }

  @Test
  void onlyTheNodeThatHoldsTheClaimCompletesTheCell() {
    Reason gaveUp = Reason.of(ReasonKind.TIMEOUT, "sts", "no answer");
    store.completeCell(id, "one", SnapshotPart.unavailable(first, gaveUp));
    assertThat(cell().isDone()).isFalse();

    store.completeCell(
        id, "other", SnapshotSplitter.part(SnapshotBuilder.aSnapshot().build(), first));
    assertThat(cell().isDone()).isTrue();
    assertThat(cell().stageFailed).isFalse();
  }
}
