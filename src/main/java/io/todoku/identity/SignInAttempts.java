package io.todoku.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows password guessing down: after five wrong passwords for a name from an address, each further
 * one doubles the wait, from one second to 15 minutes. A bounded number of attempts is kept in
 * memory.
 */
@Component
class SignInAttempts {

  private static final int FAILURES_WITHOUT_WAIT = 5;
  private static final int MAX_ENTRIES = 10_000;
  private static final Duration MAX_WAIT = Duration.ofMinutes(15);

  private final Clock clock;
  private final Map<AttemptKey, FailureCount> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AttemptKey, FailureCount> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  SignInAttempts(Clock clock) {
    this.clock = clock;
  }

  /** A name as entered and the address of the request. */
  record AttemptKey(String name, String address) {}

  private record FailureCount(int count, Instant notBefore) {}

  /** How long to wait before the next attempt; zero if it may be made now. */
  synchronized Duration remainingWait(AttemptKey who) {
    FailureCount known = failures.get(who);
    Instant now = clock.instant();
    return known == null || !known.notBefore().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, known.notBefore());
  }

  synchronized void recordFailure(AttemptKey who) {
    FailureCount known = failures.get(who);
    int count = known == null ? 1 : known.count() + 1;
    Duration wait =
        count < FAILURES_WITHOUT_WAIT
            ? Duration.ZERO
            : Duration.ofSeconds(1L << Math.min(count - FAILURES_WITHOUT_WAIT, 10));
    failures.put(
        who,
        new FailureCount(
            count, clock.instant().plus(wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait)));
  }

  synchronized void recordSuccess(AttemptKey who) {
    failures.remove(who);
  }
}
