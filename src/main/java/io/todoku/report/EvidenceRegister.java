package io.todoku.report;

import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.rule.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The evidence of an account, each piece once and numbered from 1, because many findings rest on
 * the same answer.
 */
final class EvidenceRegister {

  /** A query with its answer, and its number. */
  record NumberedEvidence(int number, Evidence evidence) {}

  private final Map<Evidence, Integer> numbers = new LinkedHashMap<>();

  private EvidenceRegister() {}

  static EvidenceRegister of(ChecklistView view) {
    EvidenceRegister register = new EvidenceRegister();
    view.sections().stream()
        .flatMap(section -> section.items().stream())
        .flatMap(item -> item.evidence().stream())
        .forEach(evidence -> register.numbers.putIfAbsent(evidence, register.numbers.size() + 1));
    return register;
  }

  public List<NumberedEvidence> all() {
    return numbers.entrySet().stream()
        .map(entry -> new NumberedEvidence(entry.getValue(), entry.getKey()))
        .toList();
  }

  /** The numbers of the evidence of a finding, with ranges: {@code 3–5, 9}; empty without any. */
  public String numbersOf(ItemView item) {
    return numbersOf(List.of(item));
  }

  /** The same of several findings together. */
  public String numbersOf(List<ItemView> items) {
    List<String> parts = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (int number : sortedNumbers(items)) {
      if (number != last + 1 || first == 0) {
        if (first != 0) {
          parts.add(range(first, last));
        }
        first = number;
      }
      last = number;
    }
    if (first != 0) {
      parts.add(range(first, last));
    }
    return String.join(", ", parts);
  }

  /** The number of the first evidence of a finding; 0 without any. */
  public int firstOf(ItemView item) {
    return firstOf(List.of(item));
  }

  /** The same of several findings together. */
  public int firstOf(List<ItemView> items) {
    return sortedNumbers(items).stream().findFirst().orElse(0);
  }

  private TreeSet<Integer> sortedNumbers(List<ItemView> items) {
    TreeSet<Integer> found = new TreeSet<>();
    items.stream()
        .flatMap(item -> item.evidence().stream())
        .forEach(evidence -> found.add(Objects.requireNonNull(numbers.get(evidence))));
    return found;
  }

  private static String range(int first, int last) {
    return first == last ? String.valueOf(first) : first + "–" + last;
  }
}
