package io.todoku.collect.dns;

import java.time.Duration;

/**
 * How long and how much DNS is asked.
 *
 * @param timeout for one try at one resolver
 * @param tries at each resolver
 * @param atOnce questions under way together
 * @param session for all questions of one scan; none is begun after that
 */
record DnsLimits(Duration timeout, int tries, int maxConcurrent, Duration sessionDuration) {
  private static final Duration HEALTH_CHECK_TIMEOUT = Duration.ofSeconds(2);

  static final DnsLimits DEFAULT = new DnsLimits(Duration.ofSeconds(3), 2, 64);

  DnsLimits(Duration timeout, int tries, int atOnce) {
    this(timeout, tries, atOnce, Duration.ofMinutes(5));
  }

  /** For a look whether anybody is there. */
  DnsLimits forHealthCheck() {
    return new DnsLimits(
        timeout.compareTo(HEALTH_CHECK_TIMEOUT) < 0 ? timeout : HEALTH_CHECK_TIMEOUT,
        1,
        maxConcurrent,
        sessionDuration);
  }
}
