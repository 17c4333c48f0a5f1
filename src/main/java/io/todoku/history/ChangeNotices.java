package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns changes into notices, one for each kind; waived findings are left out. */
@Component
public class ChangeNotices {

  private final Waivers waivers;
  private final Clock clock;

  ChangeNotices(Waivers waivers, Clock clock) {
    this.waivers = waivers;
    this.clock = clock;
  }

  /**
   * No notices are made for the sample's accounts.
   *
   * @param run the run that found the changes; the same run gives the same notice ids
   */
  public List<Notice> of(UUID run, Account account, Instant at, List<FindingChange> changes) {
    if (account.isSample()) {
      return List.of();
    }
    LocalDate today = LocalDate.now(clock);
    List<Waiver> inForce =
        waivers.of(account.id()).stream().filter(waiver -> waiver.isInForce(today)).toList();
    Map<NoticeKind, List<NoticeLine>> lines =
        changes.stream()
            .filter(change -> kind(change) != null)
            .filter(change -> inForce.stream().noneMatch(waiver -> covers(waiver, change)))
            .collect(
                Collectors.groupingBy(
                    ChangeNotices::kind,
                    () -> new EnumMap<>(NoticeKind.class),
                    Collectors.mapping(ChangeNotices::line, Collectors.toList())));
    return lines.entrySet().stream()
        .map(e -> notice(e.getKey(), run, account, at, e.getValue()))
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

  /** Null for a finding that improved but is not yet fixed, which needs no notice. */
  private static @Nullable NoticeKind kind(FindingChange change) {
    return switch (change.kind()) {
      case APPEARED -> change.after() == Verdict.UNKNOWN ? NoticeKind.UNKNOWN : NoticeKind.FAILING;
      case CHANGED -> change.after() == Verdict.FAIL ? NoticeKind.FAILING : null;
      case FIXED -> NoticeKind.FIXED;
      case NO_LONGER_KNOWN -> NoticeKind.UNKNOWN;
    };
  }

  private static boolean covers(Waiver waiver, FindingChange change) {
    return waiver.rule().equals(change.rule()) && change.resource().matches(waiver.resource());
  }

  private static NoticeLine line(FindingChange change) {
    NoticeLine title = NoticeLine.of("rule." + change.rule() + ".title");
    Text summary = change.summary();
    return summary == null
        ? NoticeLine.of("notify.change", title, change.resource().label())
        : NoticeLine.of("notify.change.summary", title, change.resource().label(), line(summary));
  }

  private static NoticeLine line(Text text) {
    return NoticeLine.of(
        text.key(),
        text.arguments().stream()
            .map(argument -> argument instanceof Text inner ? line(inner) : argument)
            .toArray());
  }
}
