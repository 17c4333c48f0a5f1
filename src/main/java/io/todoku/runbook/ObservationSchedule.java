package io.todoku.runbook;

import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.StepFactory;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.Observed.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** When a plan that is watched is looked at again. */
final class ObservationSchedule {

  static final Duration RETRY_DELAY = Duration.ofMinutes(5);

  private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);
  private static final Duration MAX_INTERVAL = Duration.ofHours(1);

  private ObservationSchedule() {}

  /**
   * No sooner than the least TTL that its name servers hold, or once a step may go on by time;
   * never sooner than after a minute, and at least every hour.
   */
  static Instant next(Runbook runbook, Observation seen, Instant now) {
    long ttl =
        seen.nameViews().stream()
            .flatMap(view -> view.answers().stream())
            .filter(one -> one.role() == DnsServerRole.AUTHORITATIVE)
            .map(DnsServerAnswer::answer)
            .flatMap(answer ->
                answer instanceof Known<DnsAnswer>(DnsAnswer known)
                    ? Stream.ofNullable(known.ttl())
                    : Stream.empty())
            .mapToLong(Long::longValue)
            .min()
            .orElse(StepFactory.LOWERED_TTL);
    Instant soonest = now.plus(MIN_INTERVAL);
    Instant byTtl = now.plus(clamp(Duration.ofSeconds(ttl)));
    return runbook.steps().stream()
        .map(EvaluatedStep::notBefore)
        .flatMap(Stream::ofNullable)
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder())
        .filter(time -> time.isBefore(byTtl))
        .map(time -> time.isBefore(soonest) ? soonest : time)
        .orElse(byTtl);
  }

  private static Duration clamp(Duration wished) {
    return wished.compareTo(MIN_INTERVAL) < 0
        ? MIN_INTERVAL
        : wished.compareTo(MAX_INTERVAL) > 0 ? MAX_INTERVAL : wished;
  }
}
