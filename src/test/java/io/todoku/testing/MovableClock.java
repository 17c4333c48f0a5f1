package io.todoku.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that a test advances. */
public final class MovableClock extends Clock {

  private final Clock base;
  private volatile Duration offset = Duration.ZERO;

  /** Starts at the present time. */
  public MovableClock() {
    this(Clock.systemUTC());
  }

  public MovableClock(Clock base) {
    this.base = base;
  }

  public void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** Takes back all that it was advanced by. */
  public void reset() {
    offset = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
