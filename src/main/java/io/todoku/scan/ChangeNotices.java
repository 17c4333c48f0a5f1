package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.notify.Kind;
import io.todoku.notify.Line;
import io.todoku.notify.Notice;
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

/** Puts what has changed into notices: one for each kind, nothing of what is waived. */
@Component
class ChangeNotices {

  private final Waivers waivers;
  private final Clock clock;

  ChangeNotices(Waivers waivers, Clock clock) {
    this.waivers = waivers;
    this.clock = clock;
  }

  /**
   * Nobody is told of the sample, which is nobody's.
   *
   * @param run that saw it: told twice, the notices are the same
   */
  List<Notice> of(UUID run, Account account, Instant at, List<Change> changes) {
    if (account.sample()) {
      return List.of();
    }
    LocalDate today = LocalDate.now(clock);
    List<Waiver> inForce =
        waivers.of(account.id()).stream().filter(waiver -> waiver.inForce(today)).toList();
    Map<Kind, List<Line>> lines =
        changes.stream()
            .filter(change -> kind(change) != null)
            .filter(change -> inForce.stream().noneMatch(waiver -> covers(waiver, change)))
            .collect(
                Collectors.groupingBy(
                    ChangeNotices::kind,
                    () -> new EnumMap<>(Kind.class),
                    Collectors.mapping(ChangeNotices::line, Collectors.toList())));
    return lines.entrySet().stream()
        .map(e -> notice(e.getKey(), run, account, at, e.getValue()))
        .toList();
  }

  private static Notice notice(Kind kind, UUID run, Account account, Instant at, List<Line> lines) {
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

  /** Null for what is better and not yet right: nobody needs to be told at once. */
  private static @Nullable Kind kind(Change change) {
    return switch (change.kind()) {
      case APPEARED -> change.after() == Verdict.UNKNOWN ? Kind.UNKNOWN : Kind.FAILING;
      case CHANGED -> change.after() == Verdict.FAIL ? Kind.FAILING : null;
      case FIXED -> Kind.FIXED;
      case NO_LONGER_KNOWN -> Kind.UNKNOWN;
    };
  }

  private static boolean covers(Waiver waiver, Change change) {
    return waiver.rule().equals(change.rule()) && change.resource().isCalled(waiver.resource());
  }

  private static Line line(Change change) {
    Line title = Line.of("rule." + change.rule() + ".title");
    Text summary = change.summary();
    return summary == null
        ? Line.of("notify.change", title, change.resource().label())
        : Line.of("notify.change.summary", title, change.resource().label(), line(summary));
  }

  private static Line line(Text text) {
    return Line.of(
        text.key(),
        text.arguments().stream()
            .map(argument -> argument instanceof Text inner ? line(inner) : argument)
            .toArray());
  }
}
