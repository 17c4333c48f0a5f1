package io.todoku.collect;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was seen at the last look, which is taken again once it is old; one look at a time. */
final class Lately<T> {

  private final long keep;
  private final Supplier<T> look;
  private final LongSupplier nanos;
  private @Nullable T seen;
  private long at;

  /**
   * @param keep how long a look is good for
   * @param nanos a monotonic clock in nanoseconds
   */
  Lately(Duration keep, Supplier<T> look, LongSupplier nanos) {
    this.keep = keep.toNanos();
    this.look = look;
    this.nanos = nanos;
  }

  synchronized T get() {
    T last = seen;
    if (last == null || nanos.getAsLong() - at >= keep) {
      last = look.get();
      seen = last;
      at = nanos.getAsLong();
    }
    return last;
  }
}
