package io.todoku.checklist;

import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.ChecklistView.SectionView;
import io.todoku.checklist.ChecklistView.SenderView;
import java.util.List;

/**
 * The items of a section of the checklist that its page shows at once.
 *
 * @param sectionId an urgency, or {@code SENDERS}
 * @param needsAttention whether the section needs attention
 * @param from how many items come before
 * @param all how many items the section has
 */
public record ItemPage<T>(
    String sectionId, boolean needsAttention, List<T> items, int from, int all) {

  static final int PAGE_SIZE = 100;
  static final String SENDERS = "SENDERS";

  /**
   * @param only the section to show, from finding {@code from} on; blank: the beginning of each
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

  /** Public addresses; none where only another section is shown. */
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

  /** The number of its last item, counted from 1. */
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
