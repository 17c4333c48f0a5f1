package io.todoku.collect;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was seen at the last look, which is taken again once it is old; one look at a time. */
final class CachedProbe<T> {

  private final long maxAgeNanos;
  private final Supplier<T> probe;
  private final LongSupplier nanos;
  private @Nullable T lastResult;
  private long probedAtNanos;

  /**
   * @param keep how long a look is good for
   * @param nanos a monotonic clock in nanoseconds
   */
  CachedProbe(Duration keep, Supplier<T> look, LongSupplier nanos) {
    this.maxAgeNanos = keep.toNanos();
    this.probe = look;
    this.nanos = nanos;
  }

  synchronized T get() {
    T last = lastResult;
    if (last == null || nanos.getAsLong() - probedAtNanos >= maxAgeNanos) {
      last = probe.get();
      lastResult = last;
      probedAtNanos = nanos.getAsLong();
    }
    return last;
  }
}
