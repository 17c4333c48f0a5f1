package io.todoku.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Tests of access that is in a form only, kept for an hour, so that they are stored once the form
 * is saved as it was tested.
 */
@Component
class UnsavedAccessTests {

  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final int MAX_TESTS = 200;

  private final Clock clock;
  private final Map<String, AccessTest> byAccess = new ConcurrentHashMap<>();

  UnsavedAccessTests(Clock clock) {
    this.clock = clock;
  }

  void keep(AccessTest test) {
    byAccess.values().removeIf(kept -> kept.testedAt().plus(MAX_AGE).isBefore(clock.instant()));
    if (byAccess.size() < MAX_TESTS) {
      byAccess.put(test.access(), test);
    }
  }

  /** Returns the test of exactly this access, and forgets it. */
  Optional<AccessTest> take(Account account) {
    return Optional.ofNullable(byAccess.remove(AccessTest.describe(account)))
        .filter(kept -> kept.testedAt().plus(MAX_AGE).isAfter(clock.instant()));
  }
}
