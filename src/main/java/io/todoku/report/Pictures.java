package io.todoku.report;

import io.todoku.scan.CoursePoint.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws numbers, which stand beside as text. */
final class Pictures {

  private static final String FAILED = "#b3261e";
  private static final String UNKNOWN = "#7a69b3";
  private static final String WARNED = "#c98a12";
  private static final String FINE = "#3f8f5f";

  private static final int BAR_WIDTH = 200;
  private static final int BAR_HEIGHT = 10;
  private static final int COURSE_WIDTH = 200;
  private static final int COURSE_HEIGHT = 36;
  private static final int MAX_COLUMN = 16;

  private Pictures() {}

  /** What is to be fixed first, what is fine last. */
  static Picture bar(Tally tally) {
    StringBuilder svg = new StringBuilder();
    double x = 0;
    for (Slice slice : slices(tally)) {
      double width = BAR_WIDTH * slice.share();
      rectangle(svg, x, 0, width, BAR_HEIGHT, slice.colour());
      x += width;
    }
    return new Picture(BAR_WIDTH, BAR_HEIGHT, svg.toString());
  }

  /**
   * A column a scan, what is fine at the bottom.
   *
   * @param tallies oldest first; null where the area had no findings
   */
  static Picture course(List<@Nullable Tally> tallies) {
    StringBuilder svg = new StringBuilder();
    double step = Math.min(MAX_COLUMN, (double) COURSE_WIDTH / tallies.size());
    for (int i = 0; i < tallies.size(); i++) {
      Tally tally = tallies.get(i);
      if (tally != null) {
        double y = 0;
        for (Slice slice : slices(tally)) {
          double height = COURSE_HEIGHT * slice.share();
          rectangle(svg, i * step, y, step * 0.8, height, slice.colour());
          y += height;
        }
      }
    }
    return new Picture(COURSE_WIDTH, COURSE_HEIGHT, svg.toString());
  }

  private record Slice(double share, String colour) {}

  private static List<Slice> slices(Tally tally) {
    double all = Math.max(1, tally.failed() + tally.unknown() + tally.warned() + tally.fine());
    return List.of(
        new Slice(tally.failed() / all, FAILED),
        new Slice(tally.unknown() / all, UNKNOWN),
        new Slice(tally.warned() / all, WARNED),
        new Slice(tally.fine() / all, FINE));
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
