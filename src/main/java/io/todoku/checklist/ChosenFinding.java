package io.todoku.checklist;

import java.util.List;

/**
 * A finding of the page’s rule that somebody chose on it.
 *
 * @param account id
 * @param resource its key
 */
record ChosenFinding(String account, String resource) {

  /**
   * @param values of each the account’s id, a blank, and the key of the resource; others are left
   *     out
   */
  static List<ChosenFinding> of(List<String> values) {
    return values.stream()
        .map(value -> value.split(" ", 2))
        .filter(parts -> parts.length == 2)
        .map(parts -> new ChosenFinding(parts[0], parts[1]))
        .toList();
  }
}
