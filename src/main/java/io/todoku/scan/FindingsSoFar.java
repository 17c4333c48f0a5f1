package io.todoku.scan;

import io.todoku.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is certain of an account while its scan is running, without what is waived.
 *
 * @param toFix required findings that fail
 * @param toConsider other findings that fail or warn
 * @param fine findings that pass
 * @param notKnown findings that the scan can still change
 * @param toDo those that fail or warn, in the order in which they became known, so that nothing
 *     moves that somebody reads
 */
record FindingsSoFar(int toFix, int toConsider, int fine, int notKnown, List<Finding> toDo) {

  static final FindingsSoFar NONE = new FindingsSoFar(0, 0, 0, 0, List.of());

  /** These counts, with the findings in the order in which an earlier judgement had them. */
  FindingsSoFar inOrderOf(FindingsSoFar earlier) {
    Map<String, Finding> now = new LinkedHashMap<>();
    toDo.forEach(finding -> now.put(key(finding), finding));
    List<Finding> ordered = new ArrayList<>();
    for (Finding known : earlier.toDo) {
      Finding still = now.remove(key(known));
      if (still != null) {
        ordered.add(still);
      }
    }
    ordered.addAll(now.values());
    return new FindingsSoFar(toFix, toConsider, fine, notKnown, List.copyOf(ordered));
  }

  static String key(Finding finding) {
    return finding.rule() + "/" + finding.resource().key();
  }
}
