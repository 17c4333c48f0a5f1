package io.todoku.runbook;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** When a plan that is watched is looked at again. */
final class Watching {

  static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofHours(1);

  private Watching() {}

  /**
   * No sooner than the least TTL that its name servers hold, or once a step may go on by time;
   * never sooner than after a minute, and at least every hour.
   */
  static Instant next(Runbook runbook, Sighting seen, Instant now) {
    long ttl =
        seen.names().stream()
            .flatMap(view -> view.answers().stream())
            .filter(one -> one.role() == Role.AUTHORITATIVE)
            .map(ServerAnswer::answer)
            .flatMap(answer ->
                answer instanceof Known<DnsAnswer>(DnsAnswer known)
                    ? Stream.ofNullable(known.ttl())
                    : Stream.empty())
            .mapToLong(Long::longValue)
            .min()
            .orElse(Moves.LOW);
    Instant soonest = now.plus(LEAST);
    Instant byTtl = now.plus(within(Duration.ofSeconds(ttl)));
    return runbook.steps().stream()
        .map(StepView::notBefore)
        .flatMap(Stream::ofNullable)
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder())
        .filter(time -> time.isBefore(byTtl))
        .map(time -> time.isBefore(soonest) ? soonest : time)
        .orElse(byTtl);
  }

  private static Duration within(Duration wished) {
    return wished.compareTo(LEAST) < 0 ? LEAST : wished.compareTo(MOST) > 0 ? MOST : wished;
  }
}
