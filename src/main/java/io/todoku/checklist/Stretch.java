package io.todoku.checklist;

import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.ChecklistView.SectionView;
import io.todoku.checklist.ChecklistView.SenderView;
import java.util.List;

/**
 * As much of a part of the checklist as its page shows at once.
 *
 * @param part an urgency, or {@code SENDERS}
 * @param open whether somebody should look
 * @param from how many come before
 * @param all that the part has
 */
public record Stretch<T>(String part, boolean open, List<T> items, int from, int all) {

  static final int LENGTH = 100;
  static final String SENDERS = "SENDERS";

  /**
   * @param only the part to show, from finding {@code from} on; blank: the beginning of each
   */
  static List<Stretch<ItemView>> ofSections(List<SectionView> sections, String only, int from) {
    return sections.stream()
        .filter(section -> only.isBlank() || section.urgency().name().equals(only))
        .map(section ->
            of(
                section.urgency().name(),
                section.open(),
                section.items(),
                only.isBlank() ? 0 : from))
        .toList();
  }

  /** Public addresses; none where another part alone is shown. */
  static Stretch<SenderView> ofSenders(List<SenderView> senders, String only, int from) {
    boolean shown = only.isBlank() || only.equals(SENDERS);
    return of(SENDERS, false, shown ? senders : List.of(), only.isBlank() ? 0 : from);
  }

  private static <T> Stretch<T> of(String part, boolean open, List<T> items, int from) {
    int all = items.size();
    int start = Math.clamp(from, 0, Math.max(0, all - 1)) / LENGTH * LENGTH;
    return new Stretch<>(
        part, open, items.subList(start, Math.min(all, start + LENGTH)), start, all);
  }

  /** The number of its last one. */
  public int to() {
    return from + items.size();
  }

  public boolean whole() {
    return items.size() == all;
  }

  public int before() {
    return Math.max(0, from - LENGTH);
  }
}
