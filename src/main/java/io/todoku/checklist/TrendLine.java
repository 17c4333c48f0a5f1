package io.todoku.checklist;

import io.todoku.history.TrendPoint.VerdictCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A small chart of columns, one for each scan or day.
 *
 * @param width in the units of its paths
 * @param failed an SVG path through the columns of what is to be fixed
 * @param unknown the same for what is not known, on top of them; empty where all is known
 * @param sentence what the chart shows, for those who cannot see it
 */
record TrendLine(int width, String failed, String unknown, String sentence) {

  static final int HEIGHT = 20;

  /** The distance of two columns; the style sheet draws them narrower. */
  private static final int STEP = 5;

  /**
   * The scans of an account.
   *
   * @param stored after each scan, oldest first
   * @param now the counts today, which differ from those of the last scan where something was
   *     waived or answered since
   * @return null where there were less than two scans
   */
  static @Nullable TrendLine ofScans(
      List<VerdictCounts> stored, FindingCounts now, Wording wording) {
    if (stored.size() < 2) {
      return null;
    }
    int last = stored.size() - 1;
    List<Integer> failed = new ArrayList<>(stored.stream().map(VerdictCounts::failed).toList());
    List<Integer> unknown = new ArrayList<>(stored.stream().map(VerdictCounts::unknown).toList());
    failed.set(last, now.toFix());
    unknown.set(last, now.toAsk() + now.unchecked());
    return draw(
        failed,
        unknown,
        wording.of(
            "dashboard.trend.scans",
            stored.size(),
            failed.getFirst(),
            failed.getLast(),
            unknown.getFirst(),
            unknown.getLast()));
  }

  /**
   * The accounts with something to fix.
   *
   * @param byDay oldest day first
   * @param now how many they are at the moment
   * @return null where there were less than two days
   */
  static @Nullable TrendLine ofDays(Collection<Integer> byDay, int now, Wording wording) {
    if (byDay.size() < 2) {
      return null;
    }
    List<Integer> accounts = new ArrayList<>(byDay);
    accounts.set(accounts.size() - 1, now);
    return draw(
        accounts,
        accounts.stream().map(_ -> 0).toList(),
        wording.of("dashboard.trend.days", accounts.size(), accounts.getFirst(), now));
  }

  private static TrendLine draw(List<Integer> failed, List<Integer> unknown, String sentence) {
    int columns = failed.size();
    int most = 1;
    for (int i = 0; i < columns; i++) {
      most = Math.max(most, failed.get(i) + unknown.get(i));
    }
    int scale = most;
    IntUnaryOperator height = count -> Math.ceilDiv(count * HEIGHT, scale);
    StringBuilder low = new StringBuilder();
    StringBuilder high = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      int x = i * STEP + STEP / 2;
      int base = height.applyAsInt(failed.get(i));
      int rest = Math.min(HEIGHT - base, height.applyAsInt(unknown.get(i)));
      column(low, x, HEIGHT, base);
      column(high, x, HEIGHT - base, rest);
    }
    return new TrendLine(columns * STEP, low.toString(), high.toString(), sentence);
  }

  private static void column(StringBuilder path, int x, int bottom, int height) {
    if (height > 0) {
      path.append('M').append(x).append(' ').append(bottom).append('v').append(-height);
    }
  }
}
