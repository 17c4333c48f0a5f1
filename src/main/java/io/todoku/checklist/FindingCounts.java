package io.todoku.checklist;

import io.todoku.checklist.Checklist.Urgency;

/**
 * The numbers of findings of a checklist by urgency and verdict.
 *
 * @param known how many of {@code all} findings are known
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

  /** Whether nothing is to be fixed, asked, checked or warned of. */
  public boolean nothingOpen() {
    return toFix + toAsk + unchecked + warnings == 0;
  }
}
