package io.todoku.checklist;

import io.todoku.history.FindingChange;
import io.todoku.history.FindingChange.ChangeKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes between two scans, as pages and reports show them in one language.
 *
 * @param groups one for each kind that occurs, the worst first
 */
public record HistoryView(List<ChangeGroupView> groups) {

  /** The changes of one kind. */
  public record ChangeGroupView(ChangeKind kind, List<ChangeView> changes) {}

  /**
   * @param before null where the finding did not exist
   * @param after null where its resource is gone
   */
  public record ChangeView(
      String rule, String title, String where, @Nullable String before, @Nullable String after) {}

  public static HistoryView of(List<FindingChange> changes, Wording wording) {
    return new HistoryView(
        Arrays.stream(ChangeKind.values())
            .map(kind ->
                new ChangeGroupView(
                    kind,
                    changes.stream()
                        .filter(change -> change.kind() == kind)
                        .map(change -> view(change, wording))
                        .toList()))
            .filter(group -> !group.changes().isEmpty())
            .toList());
  }

  private static ChangeView view(FindingChange change, Wording wording) {
    return new ChangeView(
        change.rule(),
        wording.ruleTitle(change.rule()),
        change.resource().label(),
        change.before() == null ? null : change.before().name(),
        change.after() == null ? null : change.after().name());
  }
}
