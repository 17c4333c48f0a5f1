package io.todoku.cli;

import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Wording;
import io.todoku.report.Report.AccountReport;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account as a command has judged it.
 *
 * @param list limited to the chosen rules
 * @param comparison with an earlier snapshot; null where none was asked for
 * @param requiredLeftOut ids of required rules that did not judge, by {@code --rule} or {@code
 *     --skip}
 * @param notes what the reader has to know beside the findings, in the language of the command
 */
record JudgedAccount(
    Snapshot snapshot,
    Checklist list,
    @Nullable BaselineComparison comparison,
    List<String> requiredLeftOut,
    List<String> notes) {

  /** Nothing but the checklist, which no snapshot stands behind. */
  AccountReport toReport() {
    return AccountReport.of(list).withPaths(snapshot);
  }

  /** Whether nothing is known of the account, because not even its Regions could be read. */
  static boolean isUnreadable(Checklist list) {
    return list.scan().outcome() == CollectionOutcome.FAILED
        || list.addressSearch().regions().isEmpty();
  }

  /** Why nothing is known of an account that is unreadable, a sentence each. */
  static List<String> whyUnreadable(Checklist list, Wording wording) {
    return Stream.concat(
            CauseView.of(list, wording).stream().map(CauseView::sentence),
            list.gaps().stream().map(wording::of))
        .toList();
  }

  /** Whether a finding decides the exit code, if it is not fulfilled. */
  static boolean decides(Item item, boolean everyLevel) {
    return item.waiver() == null && (everyLevel || item.rule().level() == Level.REQUIRED);
  }
}
