package io.todoku.inventory;

import io.todoku.checklist.ChecklistView.ItemView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of one thing.
 *
 * @param open those that wait for somebody, the most urgent first
 * @param hidden those that wait for what hides them, once for each cause
 * @param settled those that wait for nobody
 */
record FoundItems(List<ItemView> open, List<HiddenItems> hidden, List<ItemView> settled) {

  /**
   * What one cause hides.
   *
   * @param cause its id
   * @param reason why these findings are not known
   */
  record HiddenItems(String cause, String reason, List<ItemView> items) {}

  static FoundItems of(List<ItemView> items) {
    List<ItemView> open = new ArrayList<>();
    List<ItemView> settled = new ArrayList<>();
    Map<String, Map<String, List<ItemView>>> hidden = new LinkedHashMap<>();
    for (ItemView item : items) {
      String cause = item.cause();
      String reason = item.reason();
      if (isSettled(item)) {
        settled.add(item);
      } else if (cause == null || reason == null || !item.hidden()) {
        open.add(item);
      } else {
        hidden
            .computeIfAbsent(cause, _ -> new LinkedHashMap<>())
            .computeIfAbsent(reason, _ -> new ArrayList<>())
            .add(item);
      }
    }
    List<HiddenItems> byCause = new ArrayList<>();
    hidden.forEach((cause, byReason) ->
        byReason.forEach((reason, same) -> {
          if (same.size() == 1) {
            open.add(same.getFirst());
          } else {
            byCause.add(new HiddenItems(cause, reason, same));
          }
        }));
    return new FoundItems(open, byCause, settled);
  }

  private static boolean isSettled(ItemView item) {
    return switch (item.urgency()) {
      case FINE, WAIVED -> true;
      case TO_FIX, TO_ASK, UNCHECKED, WARNING, ADVICE -> false;
    };
  }
}
