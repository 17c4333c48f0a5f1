package io.todoku.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: after five wrong passwords for a name from an address, each further one
 * doubles the wait, from one second to a quarter of an hour. Remembers a bounded number of them, in
 * memory.
 */
@Component
class SignInAttempts {

  private static final int FREE = 5;
  private static final int REMEMBERED = 10_000;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Clock clock;
  private final Map<Who, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Who, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  SignInAttempts(Clock clock) {
    this.clock = clock;
  }

  /** Who tries: a name as typed and the address it came from. */
  record Who(String name, String address) {}

  private record Failures(int count, Instant notBefore) {}

  /** How long this one has to wait; zero where it may try now. */
  synchronized Duration wait(Who who) {
    Failures known = failures.get(who);
    Instant now = clock.instant();
    return known == null || !known.notBefore().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, known.notBefore());
  }

  synchronized void failed(Who who) {
    Failures known = failures.get(who);
    int count = known == null ? 1 : known.count() + 1;
    Duration wait =
        count < FREE ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(count - FREE, 10));
    failures.put(
        who,
        new Failures(count, clock.instant().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)));
  }

  synchronized void succeeded(Who who) {
    failures.remove(who);
  }
}
