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

/** Determines when a watched runbook is observed next. */
final class ObservationSchedule {

  static final Duration RETRY_DELAY = Duration.ofMinutes(5);

  private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);
  private static final Duration MAX_INTERVAL = Duration.ofHours(1);

  private ObservationSchedule() {}

  /**
   * After the shortest TTL that an authoritative server gave, or earlier at the time at which a
   * step can go on; but after at least one minute and at most one hour.
   */
  static Instant next(Runbook runbook, Observation observation, Instant now) {
    long shortestTtl =
        observation.nameViews().stream()
            .flatMap(view -> view.answers().stream())
            .filter(server -> server.role() == DnsServerRole.AUTHORITATIVE)
            .map(DnsServerAnswer::answer)
            .flatMap(answer ->
                answer instanceof Known<DnsAnswer>(DnsAnswer known)
                    ? Stream.ofNullable(known.ttl())
                    : Stream.empty())
            .mapToLong(Long::longValue)
            .min()
            .orElse(StepFactory.LOWERED_TTL);
    Instant earliest = now.plus(MIN_INTERVAL);
    Instant byTtl = now.plus(clamp(Duration.ofSeconds(shortestTtl)));
    return runbook.steps().stream()
        .map(EvaluatedStep::notBefore)
        .flatMap(Stream::ofNullable)
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder())
        .filter(time -> time.isBefore(byTtl))
        .map(time -> time.isBefore(earliest) ? earliest : time)
        .orElse(byTtl);
  }

  private static Duration clamp(Duration interval) {
    return interval.compareTo(MIN_INTERVAL) < 0
        ? MIN_INTERVAL
        : interval.compareTo(MAX_INTERVAL) > 0 ? MAX_INTERVAL : interval;
  }
}
