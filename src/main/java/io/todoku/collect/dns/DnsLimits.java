package io.todoku.collect.dns;

import java.time.Duration;

/**
 * How long and how often DNS is queried.
 *
 * @param timeout for one try at one resolver, over UDP or TCP
 * @param tries how often each resolver is asked
 * @param maxConcurrent questions that run at the same time
 * @param sessionDuration for all questions of one scan; none is started after that
 */
record DnsLimits(Duration timeout, int tries, int maxConcurrent, Duration sessionDuration) {
  private static final Duration HEALTH_CHECK_TIMEOUT = Duration.ofSeconds(2);

  static final DnsLimits DEFAULT = new DnsLimits(Duration.ofSeconds(3), 2, 64);

  DnsLimits(Duration timeout, int tries, int atOnce) {
    this(timeout, tries, atOnce, Duration.ofMinutes(5));
  }

  /** Returns the limits for a health check, which asks once. */
  DnsLimits forHealthCheck() {
    return new DnsLimits(
        timeout.compareTo(HEALTH_CHECK_TIMEOUT) < 0 ? timeout : HEALTH_CHECK_TIMEOUT,
        1,
        maxConcurrent,
        sessionDuration);
  }
}
