package io.todoku.checklist;

import io.todoku.checklist.Checklist.Urgency;
import io.todoku.rule.Verdict;

/**
 * The numbers of findings of a checklist by urgency and verdict.
 *
 * <p>Whatever is not known is to be asked, unchecked, recommended or waived, so {@code all - known}
 * is {@code toAsk + unchecked + adviceUnknown + waivedUnknown}.
 *
 * @param known how many of {@code all} findings are known
 * @param adviceUnknown how many of {@code advice} are not known
 * @param waivedUnknown how many of {@code waived} are not known
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
    int all,
    int adviceUnknown,
    int waivedUnknown) {

  static final FindingCounts NONE = new FindingCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

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
        list.coverage().all(),
        unknown(list, Urgency.ADVICE),
        unknown(list, Urgency.WAIVED));
  }

  private static int unknown(Checklist list, Urgency urgency) {
    return (int)
        list.items().stream()
            .filter(item -> item.urgency() == urgency && item.verdict() == Verdict.UNKNOWN)
            .count();
  }

  /** Whether nothing is to be fixed, asked, checked or warned of. */
  public boolean nothingOpen() {
    return toFix + toAsk + unchecked + warnings == 0;
  }
}
