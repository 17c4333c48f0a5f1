package io.todoku.throttle;

import java.time.Duration;
import java.time.Instant;

/** How often something may be tried, such as to sign in. */
public sealed interface AttemptLimit {

  /** What is counted together. */
  String key();

  /** When the next attempt may be made. */
  Instant next(AttemptTally tally);

  AttemptTally count(AttemptTally tally, Instant now);

  AttemptTally takeBack(AttemptTally tally, Instant now);

  /**
   * What was counted.
   *
   * @param last when the last attempt was counted
   * @param until of a {@link GrowingWait}, when the next attempt may be made; of a {@link Budget},
   *     when it is full again
   */
  record AttemptTally(int count, Instant last, Instant until) {

    static final AttemptTally NONE = new AttemptTally(0, Instant.MIN, Instant.EPOCH);
  }

  /**
   * A few attempts at once; each further one doubles the wait, from one second.
   *
   * @param free attempts without a wait
   */
  record GrowingWait(String key, int free, Duration maxWait) implements AttemptLimit {

    @Override
    public Instant next(AttemptTally tally) {
      return tally.until();
    }

    @Override
    public AttemptTally count(AttemptTally tally, Instant now) {
      int count = tally.count() + 1;
      return new AttemptTally(count, now, now.plus(waitAfter(count)));
    }

    private Duration waitAfter(int count) {
      if (count < free) {
        return Duration.ZERO;
      }
      Duration wait = Duration.ofSeconds(1L << Math.min(count - free, 10));
      return wait.compareTo(maxWait) > 0 ? maxWait : wait;
    }

    @Override
    public AttemptTally takeBack(AttemptTally tally, Instant now) {
      return new AttemptTally(Math.max(0, tally.count() - 1), tally.last(), now);
    }
  }

  /**
   * Attempts of many together: a number at once, and then one at a time as the budget refills.
   *
   * @param attempts when it is full
   * @param refill how long one attempt takes to come back
   */
  record Budget(String key, int attempts, Duration refill) implements AttemptLimit {

    @Override
    public Instant next(AttemptTally tally) {
      return tally.until().minus(refill.multipliedBy(attempts - 1L));
    }

    @Override
    public AttemptTally count(AttemptTally tally, Instant now) {
      Instant from = tally.until().isAfter(now) ? tally.until() : now;
      return new AttemptTally(tally.count() + 1, now, from.plus(refill));
    }

    @Override
    public AttemptTally takeBack(AttemptTally tally, Instant now) {
      return new AttemptTally(
          Math.max(0, tally.count() - 1), tally.last(), tally.until().minus(refill));
    }
  }
}
