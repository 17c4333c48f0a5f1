package io.todoku.report;

import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.rule.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of an account, each piece once and numbered from 1, because many findings rest on
 * the same answer.
 */
final class EvidenceRegister {

  private static final Set<String> NEED_SOMETHING = Set.of("FAIL", "WARN", "UNKNOWN");

  /** Lines of an answer on paper where nothing is wrong with it. */
  private static final int MAX_LINES = 4;

  /** Characters of an answer that stands beside its query on paper. */
  private static final int MAX_BESIDE = 100;

  /**
   * A query with its answer, and its number.
   *
   * @param fine whether every finding that rests on it passes or does not apply
   */
  record NumberedEvidence(int number, Evidence evidence, boolean fine) {

    /**
     * A short answer in one line, which stands beside its query on paper; null where it does not.
     */
    public @Nullable String beside(boolean onPaper) {
      String line = String.join(" · ", evidence.answer());
      return onPaper && !line.isEmpty() && line.length() <= MAX_BESIDE ? line : null;
    }

    /** The lines that are shown: on paper, a dialogue in which all is well is cut. */
    public List<String> lines(boolean onPaper) {
      return evidence.answer().subList(0, evidence.answer().size() - linesLeftOut(onPaper));
    }

    /** How many lines the spreadsheet and the HTML file have besides. */
    public int linesLeftOut(boolean onPaper) {
      int more = evidence.answer().size() - MAX_LINES;
      return onPaper && fine && more > 1 ? more : 0;
    }
  }

  private final Map<Evidence, Integer> numbers = new LinkedHashMap<>();
  private final Set<Evidence> ofOpenFindings = new HashSet<>();

  private EvidenceRegister() {}

  static EvidenceRegister of(ChecklistView view) {
    EvidenceRegister register = new EvidenceRegister();
    view.sections().stream().flatMap(section -> section.items().stream()).forEach(register::add);
    return register;
  }

  private void add(ItemView item) {
    item.evidence().forEach(evidence -> numbers.putIfAbsent(evidence, numbers.size() + 1));
    if (NEED_SOMETHING.contains(item.verdict())) {
      ofOpenFindings.addAll(item.evidence());
    }
  }

  public List<NumberedEvidence> all() {
    return numbers.entrySet().stream()
        .map(entry ->
            new NumberedEvidence(
                entry.getValue(), entry.getKey(), !ofOpenFindings.contains(entry.getKey())))
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
