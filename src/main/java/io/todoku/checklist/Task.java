package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import java.util.List;

/**
 * One row of the checklist: what a person works off in one go.
 *
 * @param changes one, or those of several resources to which the same rule objects; never empty
 */
public record Task(List<Change> changes) {

  /**
   * What one change mends.
   *
   * @param items one finding, or several whose remedies are the same change; the most urgent first,
   *     never empty
   */
  public record Change(List<Item> items) {

    /** The finding that names the change. */
    public Item first() {
      return items.getFirst();
    }
  }

  /** The finding that names the task. */
  public Item first() {
    return changes.getFirst().first();
  }

  public Urgency urgency() {
    return first().urgency();
  }

  /** Whether it is about several resources. */
  public boolean isGroup() {
    return changes.size() > 1;
  }

  /** Every finding that the task mends. */
  public List<Item> items() {
    return changes.stream().flatMap(change -> change.items().stream()).toList();
  }

  /**
   * A stable name within an account: the rule and resource of its first finding, or for a group the
   * rule and verdict.
   */
  public String id() {
    Item first = first();
    return isGroup()
        ? first.finding().rule() + "/" + first.verdict()
        : first.finding().rule() + "/" + first.finding().resource().key();
  }
}
