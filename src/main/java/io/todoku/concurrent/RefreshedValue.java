package io.todoku.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that takes a while to read, for readers that must not wait: they get the previous value
 * at once, while the next one is read in the background.
 */
public final class RefreshedValue<T> {

  private static final Logger log = LoggerFactory.getLogger(RefreshedValue.class);

  private final String name;
  private final Duration interval;
  private final T unknown;
  private final Supplier<T> source;
  private final AtomicLong nextRefresh = new AtomicLong(System.nanoTime());
  private volatile T value;
  private volatile boolean failed;

  /**
   * @param name for the log
   * @param interval the shortest time between two reads
   * @param unknown the value before the first read, and after one that failed
   */
  public RefreshedValue(String name, Duration interval, T unknown, Supplier<T> source) {
    this.name = name;
    this.interval = interval;
    this.unknown = unknown;
    this.source = source;
    this.value = unknown;
  }

  public T get() {
    long now = System.nanoTime();
    long next = nextRefresh.get();
    if (now - next >= 0 && nextRefresh.compareAndSet(next, now + interval.toNanos())) {
      Thread.ofVirtual().start(this::refresh);
    }
    return value;
  }

  private void refresh() {
    try {
      value = source.get();
      failed = false;
    } catch (RuntimeException failure) {
      value = unknown;
      if (!failed) {
        failed = true;
        log.warn("{} cannot be read, and is unknown until it can", name, failure);
      }
    }
  }
}
