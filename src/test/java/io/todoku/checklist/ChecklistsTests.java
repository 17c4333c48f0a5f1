package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.UnfinishedMoves.UnfinishedMove;
import io.todoku.history.ChecklistInputs;
import io.todoku.history.ChecklistInputsReader;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What concerns all accounts is read once for the checklists of several. */
class ChecklistsTests {

  private static final Account FIRST = account("111111111111");
  private static final Account SECOND = account("222222222222");
  private static final Account NEVER_SCANNED = account("333333333333");
  private static final Snapshot SNAPSHOT = SnapshotBuilder.aSnapshot().build();

  private final SnapshotStore snapshots = mock();
  private final ChecklistInputsReader inputs = mock();
  private final ChecklistMaker maker = mock();
  private final UnfinishedMoves moves = mock();
  private final Checklist made = mock();
  private final Checklist withMove = mock();
  private final Checklists checklists = new Checklists(snapshots, inputs, mock(), maker, moves);

  private static Account account(String id) {
    return new Account(
        id, "name", "", Environment.STAGING, new Access.DefaultChain(), List.of(), List.of());
  }

  private static ChecklistInputs inputsOf(Account account) {
    return new ChecklistInputs(
        UUID.randomUUID(),
        account.toFacts(Map.of()),
        0,
        List.of(),
        List.of(),
        "catalogue",
        Instant.EPOCH);
  }

  @Test
  void ofSeveralAccountsTheMovesAndInputsAreReadOnce() {
    List<Account> all = List.of(FIRST, SECOND, NEVER_SCANNED);
    UnfinishedMove move = mock();
    when(inputs.of(all))
        .thenReturn(Map.of(FIRST.id(), inputsOf(FIRST), SECOND.id(), inputsOf(SECOND)));
    when(snapshots.newestWithAttestations(any(), any())).thenReturn(Optional.of(SNAPSHOT));
    when(maker.make(eq(SNAPSHOT), any(), any())).thenReturn(made);
    when(moves.byAccount()).thenReturn(Map.of(SECOND.id(), List.of(move)));
    when(made.withMoves(List.of())).thenReturn(made);
    when(made.withMoves(List.of(move))).thenReturn(withMove);

    Map<String, Checklist> found = checklists.of(all, Function.identity());

    assertThat(found).isEqualTo(Map.of(FIRST.id(), made, SECOND.id(), withMove));
    verify(moves, times(1)).byAccount();
    verify(moves, never()).of(any());
    verify(inputs, times(1)).of(any());
  }
}
