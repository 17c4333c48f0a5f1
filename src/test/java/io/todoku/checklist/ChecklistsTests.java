package io.todoku.checklist;

import static io.todoku.history.ChecklistTestInputs.account;
import static io.todoku.history.ChecklistTestInputs.inputsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.account.Account;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist.Coverage;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.Checklists.PartialChecklists;
import io.todoku.checklist.UnfinishedMoves.UnfinishedMove;
import io.todoku.history.ChecklistInputs;
import io.todoku.history.ChecklistInputsReader;
import io.todoku.history.ChecklistTestInputs;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @Test
  void ofSeveralAccountsTheMovesAndInputsAreReadOnce() {
    List<Account> all = List.of(FIRST, SECOND, NEVER_SCANNED);
    UnfinishedMove move = mock();
    when(inputs.of(all))
        .thenReturn(Map.of(FIRST.id(), inputsOf(FIRST), SECOND.id(), inputsOf(SECOND)));
    when(snapshots.newestWithAttestations(any(), any())).thenReturn(Optional.of(SNAPSHOT));
    when(maker.make(eq(SNAPSHOT), any(), any())).thenReturn(made);
    when(moves.byAccount()).thenReturn(Map.of(SECOND.id(), List.of(move)));
    when(made.withImported(false)).thenReturn(made);
    when(made.withOrigin(null)).thenReturn(made);
    when(made.withMoves(List.of())).thenReturn(made);
    when(made.withMoves(List.of(move))).thenReturn(withMove);

    Map<String, Checklist> found = checklists.of(all, Function.identity());

    assertThat(found).isEqualTo(Map.of(FIRST.id(), made, SECOND.id(), withMove));
    verify(moves, times(1)).byAccount();
    verify(moves, never()).of(any());
    verify(inputs, times(1)).of(any());
  }

  /** Each account has its own list with this many findings of the rule. */
  private void openFindings(int findings, List<Account> all) {
    Map<String, ChecklistInputs> known =
        all.stream().collect(Collectors.toMap(Account::id, ChecklistTestInputs::inputsOf));
    when(inputs.of(all)).thenReturn(known);
    when(snapshots.newestWithAttestations(any(), any())).thenReturn(Optional.of(SNAPSHOT));
    when(maker.make(eq(SNAPSHOT), any(), any())).thenReturn(made);
    Item item = mock();
    RuleInfo rule = mock();
    Finding finding = mock();
    when(rule.id()).thenReturn("ptr-exists");
    when(item.rule()).thenReturn(rule);
    when(item.finding()).thenReturn(finding);
    when(item.urgency()).thenReturn(Urgency.TO_FIX);
    when(item.verdict()).thenReturn(Verdict.FAIL);
    when(made.withImported(false)).thenReturn(made);
    when(made.withOrigin(null)).thenReturn(made);
    when(made.items()).thenReturn(List.of(item));
    when(made.coverage()).thenReturn(new Coverage(1, 1));
    when(made.scan()).thenReturn(mock());
    when(made.causeOf(any())).thenReturn(Optional.empty());
    Checklist open = mock();
    when(open.items()).thenReturn(Collections.nCopies(findings, item));
    when(open.withMoves(List.of())).thenReturn(open);
    when(open.withImported(false)).thenReturn(open);
    when(open.withOrigin(null)).thenReturn(open);
    when(made.onlyOpen("ptr-exists")).thenReturn(open);
  }

  @Test
  void aPageShowsAsManyAccountsAsAreCachedAndCountsTheOthers() {
    List<Account> all =
        IntStream.range(0, 10).mapToObj(number -> account("%012d".formatted(number))).toList();
    openFindings(Checklists.MAX_SHOWN_WEIGHT / 4, all);

    PartialChecklists first = checklists.withOpen("ptr-exists", all);
    PartialChecklists again = checklists.withOpen("ptr-exists", all);

    assertThat(first.lists().keySet()).containsExactlyElementsOf(all.subList(0, 4));
    assertThat(first.leftOut()).isEqualTo(6);
    assertThat(again).isEqualTo(first);
    verify(made, times(4)).onlyOpen("ptr-exists");
  }

  @Test
  void fewFindingsAreShownOfAllAccounts() {
    List<Account> all = List.of(FIRST, SECOND);
    openFindings(3, all);

    PartialChecklists found = checklists.withOpen("ptr-exists", all);

    assertThat(found.lists()).containsOnlyKeys(FIRST, SECOND);
    assertThat(found.leftOut()).isZero();
  }
}
