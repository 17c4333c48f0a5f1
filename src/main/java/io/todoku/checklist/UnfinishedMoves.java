package io.todoku.checklist;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The moves of mail servers that are planned or under way. Once a move has begun, what it changes
 * by one of its steps is not to be changed before its turn.
 */
public interface UnfinishedMoves {

  /** The moves that concern an account and are not finished. */
  List<UnfinishedMove> of(String accountId);

  /** The same of all accounts that have any, by their ids. */
  Map<String, List<UnfinishedMove>> byAccount();

  /** A move that is planned or under way. */
  interface UnfinishedMove {

    /** The step that mends a finding; empty where the move has nothing to do with it. */
    Optional<MoveStep> stepFor(Finding finding);
  }

  /**
   * A step of a move.
   *
   * @param runbook the id of the runbook
   * @param move the name of the move
   * @param step the id of the step within the runbook
   * @param number its place among all steps, from 1
   * @param of how many steps the move has
   * @param title of the step
   * @param begun whether the move has begun; otherwise it is planned only
   */
  record MoveStep(
      String runbook, String move, String step, int number, int of, Text title, boolean begun) {

    /** What to know before the thing is changed all the same. */
    Text caution() {
      return Text.of("move.caution", move, String.valueOf(number), String.valueOf(of));
    }
  }
}
