package io.todoku.checklist;

import java.util.List;
import java.util.function.Function;

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

  /** Public addresses; none where only another section is shown. */
  static <T> ItemPage<T> ofSenders(List<T> senders, String only, int from) {
    boolean shown = only.isEmpty() || only.equals(SENDERS);
    return of(SENDERS, false, shown ? senders : List.of(), only.isEmpty() ? 0 : from);
  }

  /** The same page with each item as this function renders it. */
  <R> ItemPage<R> map(Function<T, R> rendered) {
    return new ItemPage<>(
        sectionId, needsAttention, items.stream().map(rendered).toList(), from, all);
  }

  static <T> ItemPage<T> of(String part, boolean open, List<T> items, int from) {
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
