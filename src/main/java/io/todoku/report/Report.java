package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.history.FindingChange;
import io.todoku.history.TrendPoint;
import io.todoku.mailpath.MailPaths;
import io.todoku.rule.Finding;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a report, the same in every format.
 *
 * @param accounts those that were scanned, in the order to show
 * @param unscanned those that never were, which the report lists at its top
 * @param multiAccount whether it was requested for several accounts, even if only one was found:
 *     then its JSON is a list
 */
public record Report(
    List<AccountReport> accounts, List<AccountFacts> unscanned, boolean multiAccount, Style style) {

  private static final int MAX_NAMES = 3;

  /** A report without trend or comparison. */
  public static Report of(List<Checklist> lists, Style style) {
    return ofAccounts(lists.stream().map(AccountReport::of).toList(), style);
  }

  public static Report ofAccounts(List<AccountReport> accounts, Style style) {
    return new Report(accounts, List.of(), true, style);
  }

  /**
   * An account and its history, as a report shows them.
   *
   * @param trend its state after each scan, oldest first; empty where no history is kept
   * @param comparison the changes since an earlier report; null where there is none to compare with
   * @param snapshot reads that from which pictures are drawn; a report keeps none, because those of
   *     all accounts of a client may not fit into memory
   */
  public record AccountReport(
      Checklist checklist,
      List<TrendPoint> trend,
      @Nullable ReportComparison comparison,
      Supplier<Optional<Snapshot>> snapshot) {

    /** Without pictures. */
    public AccountReport(
        Checklist checklist, List<TrendPoint> trend, @Nullable ReportComparison comparison) {
      this(checklist, trend, comparison, Optional::empty);
    }

    /** Without history of the account. */
    public static AccountReport of(Checklist list) {
      return new AccountReport(list, List.of(), null);
    }

    /** The same with pictures of the path of mail, as this snapshot shows it. */
    public AccountReport withPaths(Snapshot shown) {
      return new AccountReport(checklist, trend, comparison, () -> Optional.of(shown));
    }

    /** The paths of mail; empty where there is no snapshot. */
    Optional<MailPaths> readPaths() {
      List<Finding> findings = checklist.items().stream().map(Checklist.Item::finding).toList();
      return snapshot.get().map(shown -> new MailPaths(shown, checklist.senders(), findings));
    }
  }

  /**
   * The changes since an earlier report.
   *
   * @param scannedAt when the scan of the earlier report finished
   * @param changes null where the snapshot of the earlier report is not kept any more
   * @param scannedSince whether the account was scanned after that; otherwise nothing is known of
   *     changes
   */
  public record ReportComparison(
      Instant scannedAt, @Nullable List<FindingChange> changes, boolean scannedSince) {

    /** With a scan of its own. */
    public ReportComparison(Instant scannedAt, @Nullable List<FindingChange> changes) {
      this(scannedAt, changes, true);
    }

    /** The key of the text in place of changes; null where there are some. */
    public @Nullable String textWithoutChanges() {
      if (changes == null) {
        return "document.since.lost";
      }
      if (!changes.isEmpty()) {
        return null;
      }
      return scannedSince ? "document.since.none" : "document.since.unscanned";
    }
  }

  /**
   * The language, zone, letterhead and closing note of a report.
   *
   * @param zone in which times are given
   * @param note a text of the sender at the end of the report; blank: none
   */
  public record Style(Locale language, ZoneId zone, Letterhead letterhead, String note) {

    /** Without letterhead or note. */
    public static Style plain(Locale language, ZoneId zone) {
      return new Style(language, zone, Letterhead.NONE, "");
    }
  }

  /** The time of the newest scan in it; empty where no account was scanned yet. */
  public Optional<Instant> date() {
    return accounts.stream()
        .map(part -> part.checklist().scan().finishedAt())
        .max(Comparator.naturalOrder());
  }

  /** The names of its clients, and of its accounts without a client. */
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
