package io.todoku.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which refusals are recorded, so that strangers can fill neither the log nor the database:
 * of those with the same key the first, tenth, hundredth and so on within an hour. After a hundred
 * different keys the others are counted together.
 */
public final class RefusalCounts {

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MAX_KEYS = 100;
  private static final String OTHERS = "";

  private final Clock clock;
  private final Map<String, Long> counts = new HashMap<>();
  private Instant end = Instant.MIN;

  public RefusalCounts(Clock clock) {
    this.clock = clock;
  }

  /**
   * A refusal that is to be recorded.
   *
   * @param count how many there were within the hour, this one included
   * @param ofMany whether the count is not of this key alone
   */
  public record RecordedRefusal(long count, boolean ofMany) {

    @Override
    public String toString() {
      return count + (ofMany ? " of several sources" : "") + " within an hour";
    }
  }

  /** Counts a refusal; empty if it is not to be recorded. */
  public synchronized Optional<RecordedRefusal> count(String key) {
    Instant now = clock.instant();
    if (!now.isBefore(end)) {
      counts.clear();
      end = now.plus(WINDOW);
    }
    boolean alone = counts.containsKey(key) || counts.size() < MAX_KEYS;
    long count = counts.merge(alone ? key : OTHERS, 1L, Long::sum);
    return isPowerOfTen(count) ? Optional.of(new RecordedRefusal(count, !alone)) : Optional.empty();
  }

  private static boolean isPowerOfTen(long count) {
    long rest = count;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1;
  }
}
