package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.scan.Change;
import io.todoku.scan.CoursePoint;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a report is made from; the same in every format.
 *
 * @param parts at least one, in the order to show
 */
public record Report(List<Part> parts, Style style) {

  /**
   * An account.
   *
   * @param course how it stood after each scan, oldest first; empty where nothing is remembered
   * @param since what has changed; null where there is nothing to compare with
   */
  public record Part(Checklist list, List<CoursePoint> course, @Nullable Comparison since) {

    /** Of an account that nothing is remembered of. */
    public static Part of(Checklist list) {
      return new Part(list, List.of(), null);
    }
  }

  /**
   * What has changed since an earlier report.
   *
   * @param scannedAt when what it told was seen
   * @param changes null where its snapshot is not kept any more
   */
  public record Comparison(Instant scannedAt, @Nullable List<Change> changes) {}

  /**
   * How it is said.
   *
   * @param zone in which times are given
   * @param note of the sender, that closes the report; blank: none
   */
  public record Style(Locale language, ZoneId zone, Letterhead letterhead, String note) {

    /** Without letterhead or note. */
    public static Style plain(Locale language, ZoneId zone) {
      return new Style(language, zone, Letterhead.NONE, "");
    }
  }

  /** Of one account, or of several together. */
  public boolean single() {
    return parts.size() == 1;
  }

  List<Checklist> lists() {
    return parts.stream().map(Part::list).toList();
  }
}
