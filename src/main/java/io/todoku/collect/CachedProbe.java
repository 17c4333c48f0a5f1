package io.todoku.collect;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the result of a health probe for a while, so that frequent health requests cost nothing.
 */
final class CachedProbe<T> {

  private final long maxAgeNanos;
  private final Supplier<T> probe;
  private final LongSupplier nanos;
  private @Nullable T lastResult;
  private long probedAtNanos;

  /**
   * @param maxAge how long a result is used before the probe runs again
   * @param nanos a monotonic clock in nanoseconds
   */
  CachedProbe(Duration maxAge, Supplier<T> probe, LongSupplier nanos) {
    this.maxAgeNanos = maxAge.toNanos();
    this.probe = probe;
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
