package io.todoku.throttle;

import io.todoku.throttle.AttemptLimit.AttemptTally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts attempts under their limits. A bounded number of counts is kept in memory, each until an
 * hour after its last attempt.
 */
public final class AttemptTallies {

  private static final int MAX_ENTRIES = 10_000;
  private static final Duration MEMORY = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, AttemptTally> tallies =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AttemptTally> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  public AttemptTallies(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts an attempt under all of the limits, unless there is still to wait for one of them.
   *
   * @return how long to wait, with nothing counted; zero if the attempt may be made now
   */
  public synchronized Duration begin(List<AttemptLimit> limits) {
    Instant now = clock.instant();
    Duration wait =
        limits.stream()
            .map(limit -> limit.next(tally(limit, now)))
            .max(Comparator.naturalOrder())
            .filter(now::isBefore)
            .map(until -> Duration.between(now, until))
            .orElse(Duration.ZERO);
    if (wait.isZero()) {
      limits.forEach(limit -> tallies.put(limit.key(), limit.count(tally(limit, now), now)));
    }
    return wait;
  }

  private AttemptTally tally(AttemptLimit limit, Instant now) {
    AttemptTally known = tallies.get(limit.key());
    return known == null || known.last().plus(MEMORY).isBefore(now) ? AttemptTally.NONE : known;
  }

  /** Takes back what {@link #begin} counted. */
  public synchronized void takeBack(List<AttemptLimit> limits) {
    Instant now = clock.instant();
    for (AttemptLimit limit : limits) {
      AttemptTally known = tally(limit, now);
      if (known.count() > 0) {
        tallies.put(limit.key(), limit.takeBack(known, now));
      }
    }
  }

  /** Forgets all attempts that were counted under a limit. */
  public synchronized void forget(AttemptLimit limit) {
    tallies.remove(limit.key());
  }

  public synchronized void forgetAll() {
    tallies.clear();
  }
}
