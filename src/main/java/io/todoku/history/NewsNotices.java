package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.rule.Text;
import io.todoku.snapshot.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns news into notices, one for each kind. */
final class NewsNotices {

  /** So many findings that are unknown for one reason, or known again, are told in one line. */
  private static final int GROUPED = 4;

  private NewsNotices() {}

  /**
   * @param run the last run that found them; the same run gives the same notice ids
   */
  static List<Notice> of(UUID run, Account account, Instant at, List<NewsItem> news) {
    Map<NoticeKind, List<NewsItem>> byKind =
        news.stream()
            .collect(
                Collectors.groupingBy(
                    NewsItem::kind, () -> new EnumMap<>(NoticeKind.class), Collectors.toList()));
    return byKind.entrySet().stream()
        .map(e -> notice(e.getKey(), run, account, at, lines(e.getKey(), e.getValue())))
        .toList();
  }

  private static Notice notice(
      NoticeKind kind, UUID run, Account account, Instant at, List<NoticeLine> lines) {
    String name = run + "/" + account.id() + "/" + kind.id();
    return new Notice(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        kind,
        at,
        account.client(),
        account.id(),
        account.name(),
        "/accounts/" + account.id() + "/history?to=" + run,
        lines);
  }

  private static List<NoticeLine> lines(NoticeKind kind, List<NewsItem> items) {
    return switch (kind) {
      case UNKNOWN -> byReason(items);
      case KNOWN -> grouped(items, NoticeLine.of("notify.known.many", items.size()));
      default -> items.stream().map(NewsNotices::line).toList();
    };
  }

  /** One reason that hides many findings is told once. */
  private static List<NoticeLine> byReason(List<NewsItem> items) {
    Map<ReasonKey, List<NewsItem>> byReason = new LinkedHashMap<>();
    items.forEach(item ->
        byReason.computeIfAbsent(ReasonKey.of(item.reason()), _ -> new ArrayList<>()).add(item));
    return byReason.values().stream().flatMap(same -> ofOneReason(same).stream()).toList();
  }

  private static List<NoticeLine> ofOneReason(List<NewsItem> items) {
    Reason reason = items.getFirst().reason();
    return reason == null
        ? items.stream().map(NewsNotices::line).toList()
        : grouped(
            items,
            NoticeLine.of(
                "notify.unknown.many",
                items.size(),
                NoticeLine.of("reason." + reason.kind(), reason.source())));
  }

  private static List<NoticeLine> grouped(List<NewsItem> items, NoticeLine all) {
    return items.size() < GROUPED ? items.stream().map(NewsNotices::line).toList() : List.of(all);
  }

  /** What tells reasons apart, without what came back. */
  private record ReasonKey(String kind, String source) {
    static ReasonKey of(@Nullable Reason reason) {
      return reason == null
          ? new ReasonKey("", "")
          : new ReasonKey(reason.kind().name(), reason.source());
    }
  }

  private static NoticeLine line(NewsItem item) {
    NoticeLine title = NoticeLine.of("rule." + item.rule() + ".title");
    Text summary = item.summary();
    return summary == null
        ? NoticeLine.of("notify.change", title, item.resource().label())
        : NoticeLine.of("notify.change.summary", title, item.resource().label(), line(summary));
  }

  static NoticeLine line(Text text) {
    return NoticeLine.of(
        text.key(),
        text.arguments().stream()
            .map(argument -> argument instanceof Text inner ? line(inner) : argument)
            .toArray());
  }
}
