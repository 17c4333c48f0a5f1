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
public record ItemPage<T>(
    String sectionId, boolean needsAttention, List<T> items, int from, int all) {

  static final int PAGE_SIZE = 100;
  static final String SENDERS = "SENDERS";

  /**
   * @param only the part to show, from finding {@code from} on; blank: the beginning of each
   */
  static List<ItemPage<ItemView>> ofSections(List<SectionView> sections, String only, int from) {
    return sections.stream()
        .filter(section -> only.isBlank() || section.urgency().name().equals(only))
        .map(section ->
            of(
                section.urgency().name(),
                section.needsAttention(),
                section.items(),
                only.isBlank() ? 0 : from))
        .toList();
  }

  /** Public addresses; none where another part alone is shown. */
  static ItemPage<SenderView> ofSenders(List<SenderView> senders, String only, int from) {
    boolean shown = only.isBlank() || only.equals(SENDERS);
    return of(SENDERS, false, shown ? senders : List.of(), only.isBlank() ? 0 : from);
  }

  private static <T> ItemPage<T> of(String part, boolean open, List<T> items, int from) {
    int all = items.size();
    int start = Math.clamp(from, 0, Math.max(0, all - 1)) / PAGE_SIZE * PAGE_SIZE;
    return new ItemPage<>(
        part, open, items.subList(start, Math.min(all, start + PAGE_SIZE)), start, all);
  }

  /** The number of its last one. */
  public int to() {
    return from + items.size();
  }

  public boolean complete() {
    return items.size() == all;
  }

  public int previousFrom() {
    return Math.max(0, from - PAGE_SIZE);
  }
}
