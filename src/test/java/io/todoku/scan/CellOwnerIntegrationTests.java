package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.collect.Cell;
import io.todoku.collect.Part;
import io.todoku.collect.Parts;
import io.todoku.collect.Recorded;
import io.todoku.rule.World;
import io.todoku.snapshot.Reason;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

/**
 * A node that was relieved of a cell, and does not know it yet, does no harm. All is rolled back,
 * so that no job of it is ever seen.
 */
@Transactional
class CellOwnerIntegrationTests extends ScanFixture {

  @Autowired private CellStore store;
  @Autowired private CellRepository cells;

  private final Cell first = Parts.NONE.next().getFirst();
  private CellId id;

  @BeforeEach
  void takenOver() {
    Account account = account(1);
    UUID run = UUID.randomUUID();
    store.begin(run, account.id());
    id = new CellId(run, account.id(), first);
    assertThat(store.take(id, "one")).get().extracting(CellStore.Taken::lastNode).isNull();
    assertThat(store.take(id, "other"))
        .get()
        .extracting(CellStore.Taken::lastNode)
        .isEqualTo("one");
  }

  private CellEntity cell() {
    return cells.findById(id.toString()).orElseThrow();
  }

  @Test
  void whatBreaksForTheOneThatWasRelievedDoesNotCount() {
    assertThat(store.broke(id, "one")).isZero();

    assertThat(cell().state).isEqualTo(CellEntity.State.RUNNING);
    assertThat(cell().failures).isZero();
  }

  @Test
  void whatBrokeAndIsNotedTwiceCountsOnce() {
    assertThat(store.broke(id, "other")).isEqualTo(1);
    assertThat(store.broke(id, "other")).isEqualTo(1);

    store.take(id, "other");
    assertThat(store.broke(id, "other")).isEqualTo(2);
  }

  @Test
  void onlyTheOneThatHasItBringsItHome() {
    Reason gaveUp = Reason.of(Reason.Cause.TIMEOUT, "sts", "no answer");
    store.done(id, "one", Part.missing(first, gaveUp));
    assertThat(cell().done()).isFalse();

    store.done(id, "other", Recorded.part(World.aSnapshot().build(), first));
    assertThat(cell().done()).isTrue();
    assertThat(cell().dark).isFalse();
  }
}
