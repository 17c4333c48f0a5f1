package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.history.FindingChange;
import io.todoku.history.TrendPoint;
import io.todoku.snapshot.AccountFacts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report is made from; the same in every format.
 *
 * @param parts the accounts that were scanned, in the order to show
 * @param unscanned those that never were: the report says so at its top
 * @param together whether it is about a number of accounts, even if that is one: then its JSON is a
 *     list
 */
public record Report(
    List<AccountReport> accounts, List<AccountFacts> unscanned, boolean multiAccount, Style style) {

  private static final int MAX_NAMES = 3;

  /** Of accounts that nothing is remembered of. */
  public static Report of(List<Checklist> lists, Style style) {
    return new Report(lists.stream().map(AccountReport::of).toList(), List.of(), true, style);
  }

  /**
   * An account.
   *
   * @param course how it stood after each scan, oldest first; empty where nothing is remembered
   * @param since what has changed; null where there is nothing to compare with
   */
  public record AccountReport(
      Checklist checklist, List<TrendPoint> trend, @Nullable ReportComparison comparison) {

    /** Of an account that nothing is remembered of. */
    public static AccountReport of(Checklist list) {
      return new AccountReport(list, List.of(), null);
    }
  }

  /**
   * What has changed since an earlier report.
   *
   * @param scannedAt when what it told was seen
   * @param changes null where its snapshot is not kept any more
   */
  public record ReportComparison(Instant scannedAt, @Nullable List<FindingChange> changes) {}

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

  /** Of the newest thing in it; empty where nothing was seen yet. */
  public Optional<Instant> date() {
    return accounts.stream()
        .map(part -> part.checklist().scan().finishedAt())
        .max(Comparator.naturalOrder());
  }

  /** Whom it is about: the clients, and accounts that belong to none. */
  public String subject() {
    List<String> names =
        Stream.concat(checklists().stream().map(Checklist::account), unscanned.stream())
            .map(account -> account.client().isBlank() ? account.name() : account.client())
            .distinct()
            .toList();
    return names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
        + (names.size() > MAX_NAMES ? " …" : "");
  }

  List<Checklist> checklists() {
    return accounts.stream().map(AccountReport::checklist).toList();
  }
}
