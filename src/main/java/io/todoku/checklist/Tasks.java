package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.Task.Change;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Groups findings into tasks. Findings that one change mends are one task; so are those of the same
 * rule and verdict about {@value #GROUP_FROM} or more resources.
 */
public final class Tasks {

  /** Two resources are still read at a glance, one below the other. */
  static final int GROUP_FROM = 3;

  private Tasks() {}

  /**
   * The tasks of findings that wait for somebody, the most urgent first; waived and fine ones, and
   * those that stand under the causes that hide them, are left out.
   */
  public static List<Task> of(Checklist list) {
    return grouped(changes(list, item -> list.causeOf(item).isEmpty()));
  }

  /** The same without groups: a task for each change. */
  static List<Task> ungrouped(Checklist list, Predicate<Item> shown) {
    return changes(list, shown).stream().map(change -> new Task(List.of(change))).toList();
  }

  private static List<Change> changes(Checklist list, Predicate<Item> shown) {
    Map<String, List<Item>> byChange = new LinkedHashMap<>();
    list.items().stream()
        .filter(Tasks::isOpen)
        .filter(shown)
        .sorted(
            Comparator.comparing(Item::urgency)
                .thenComparing(item -> item.rule().order())
                .thenComparing(item -> item.finding().resource().key(), NaturalOrder.INSTANCE))
        .forEach(
            item -> byChange.computeIfAbsent(changeOf(item), _ -> new ArrayList<>()).add(item));
    return byChange.values().stream().map(items -> new Change(List.copyOf(items))).toList();
  }

  private static boolean isOpen(Item item) {
    return item.urgency() != Urgency.FINE && item.urgency() != Urgency.WAIVED;
  }

  /** What is changed; the rule and resource where the remedy has nothing to paste. */
  private static String changeOf(Item item) {
    String resource = item.finding().resource().key();
    return item.finding()
        .remedy()
        .firstChange()
        .filter(_ -> item.verdict() != Verdict.UNKNOWN)
        .map(block -> block.forms().getFirst())
        .map(form ->
            "change %s %s".formatted(form.kind().namesItsSubject() ? "" : resource, form.text()))
        .orElse(item.finding().rule() + "/" + resource);
  }

  /** What a running move mends stands alone, so that no text for several resources holds it. */
  private static String groupOf(Change change) {
    Item first = change.first();
    String group = first.finding().rule() + "/" + first.verdict();
    return first.inRunningMove() ? group + "/" + first.finding().resource().key() : group;
  }

  private static List<Task> grouped(List<Change> changes) {
    Map<String, List<Change>> byRule = new LinkedHashMap<>();
    changes.forEach(
        change -> byRule.computeIfAbsent(groupOf(change), _ -> new ArrayList<>()).add(change));
    return byRule.values().stream()
        .flatMap(same ->
            same.size() < GROUP_FROM
                ? same.stream().map(change -> new Task(List.of(change)))
                : List.of(new Task(List.copyOf(same))).stream())
        .toList();
  }
}
