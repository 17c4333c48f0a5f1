package io.todoku.report;

import io.todoku.history.TrendPoint.VerdictCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws counts as charts; the text beside a chart has the same numbers. */
final class Charts {

  private static final String FAILED_COLOUR = "#b3261e";
  private static final String UNKNOWN_COLOUR = "#7a69b3";
  private static final String WARNED_COLOUR = "#c98a12";
  private static final String FINE_COLOUR = "#3f8f5f";

  private static final int BAR_WIDTH = 200;
  private static final int BAR_HEIGHT = 10;
  private static final int TREND_WIDTH = 200;
  private static final int TREND_HEIGHT = 36;
  private static final int MAX_COLUMN = 16;

  private Charts() {}

  /** Draws one bar: findings to fix first, passed ones last. */
  static SvgImage bar(VerdictCounts tally) {
    StringBuilder svg = new StringBuilder();
    double x = 0;
    for (Slice slice : slices(tally)) {
      double width = BAR_WIDTH * slice.share();
      rectangle(svg, x, 0, width, BAR_HEIGHT, slice.colour());
      x += width;
    }
    return new SvgImage(BAR_WIDTH, BAR_HEIGHT, svg.toString());
  }

  /**
   * Draws a column for each scan, with passed findings at the bottom.
   *
   * @param tallies oldest first; null where the area had no findings
   */
  static SvgImage trend(List<@Nullable VerdictCounts> tallies) {
    StringBuilder svg = new StringBuilder();
    double step = Math.min(MAX_COLUMN, (double) TREND_WIDTH / tallies.size());
    for (int i = 0; i < tallies.size(); i++) {
      VerdictCounts tally = tallies.get(i);
      if (tally != null) {
        double y = 0;
        for (Slice slice : slices(tally)) {
          double height = TREND_HEIGHT * slice.share();
          rectangle(svg, i * step, y, step * 0.8, height, slice.colour());
          y += height;
        }
      }
    }
    return new SvgImage(TREND_WIDTH, TREND_HEIGHT, svg.toString());
  }

  private record Slice(double share, String colour) {}

  private static List<Slice> slices(VerdictCounts tally) {
    double all = Math.max(1, tally.failed() + tally.unknown() + tally.warned() + tally.fine());
    return List.of(
        new Slice(tally.failed() / all, FAILED_COLOUR),
        new Slice(tally.unknown() / all, UNKNOWN_COLOUR),
        new Slice(tally.warned() / all, WARNED_COLOUR),
        new Slice(tally.fine() / all, FINE_COLOUR));
  }

  private static void rectangle(
      StringBuilder svg, double x, double y, double width, double height, String colour) {
    if (width > 0 && height > 0) {
      svg.append(
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>"
              .formatted(number(x), number(y), number(width), number(height), colour));
    }
  }

  private static String number(double value) {
    return String.valueOf(Math.round(value * 100) / 100.0);
  }
}
