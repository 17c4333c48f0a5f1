package io.todoku.checklist;

import io.todoku.checklist.Checklist.Urgency;

/**
 * How many findings of a checklist are what.
 *
 * @param known of {@code all} things to collect
 */
public record FindingCounts(
    int toFix,
    int toAsk,
    int unchecked,
    int warnings,
    int advice,
    int fine,
    int waived,
    int known,
    int all) {

  static final FindingCounts NONE = new FindingCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  public static FindingCounts of(Checklist list) {
    return new FindingCounts(
        list.count(Urgency.TO_FIX),
        list.count(Urgency.TO_ASK),
        list.count(Urgency.UNCHECKED),
        list.count(Urgency.WARNING),
        list.count(Urgency.ADVICE),
        list.count(Urgency.FINE),
        list.count(Urgency.WAIVED),
        list.coverage().known(),
        list.coverage().all());
  }

  /** Nothing to fix, to ask, to check or to be warned of. */
  public boolean nothingOpen() {
    return toFix + toAsk + unchecked + warnings == 0;
  }
}
