package io.todoku.collect.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Holds a token bucket for each account, Region and API, so that a scan never uses up the call rate
 * that the account's own programs need.
 */
final class CallLimiter {

  /** What one bucket limits. */
  record BucketKey(String account, String region, String api) {}

  /** How often buckets that are full, and so as good as new, are thrown away. */
  private static final long SWEEP_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<BucketKey, Bucket> buckets = new ConcurrentHashMap<>();
  private final AtomicLong lastSweep;
  private final double perNano;
  private final int burst;
  private final LongSupplier nanos;

  /**
   * @param nanos a monotonic clock in nanoseconds
   */
  CallLimiter(double perSecond, int burst, LongSupplier nanos) {
    this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
    this.burst = burst;
    this.nanos = nanos;
    this.lastSweep = new AtomicLong(nanos.getAsLong());
  }

  /** Takes a token; waits where the bucket is empty. */
  void acquire(BucketKey key) {
    long until = nanos.getAsLong() + reserve(key);
    for (long left = until - nanos.getAsLong(); left > 0; left = until - nanos.getAsLong()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  /** Takes a token and returns how many nanoseconds to wait before using it. */
  long reserve(BucketKey key) {
    sweep();
    return buckets.computeIfAbsent(key, k -> new Bucket(burst, nanos.getAsLong())).reserve();
  }

  /** Accounts come and go. Who holds a bucket that is thrown away has one call more at most. */
  private void sweep() {
    long now = nanos.getAsLong();
    long last = lastSweep.get();
    if (now - last >= SWEEP_INTERVAL_NANOS && lastSweep.compareAndSet(last, now)) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
  }

  int buckets() {
    return buckets.size();
  }

  private final class Bucket {
    private double tokens;
    private long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }

    synchronized boolean isFull(long now) {
      return tokens + (now - at) * perNano >= burst;
    }

    synchronized long reserve() {
      long now = nanos.getAsLong();
      tokens = Math.min(burst, tokens + (now - at) * perNano);
      at = now;
      tokens -= 1;
      return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perNano);
    }
  }
}
