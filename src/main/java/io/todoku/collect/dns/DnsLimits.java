package io.todoku.collect.dns;

import java.time.Duration;

/**
 * How long and how much DNS is asked.
 *
 * @param timeout for one try at one resolver
 * @param tries at each resolver
 * @param atOnce questions under way together
 */
record DnsLimits(Duration timeout, int tries, int atOnce) {
  static final DnsLimits DEFAULT = new DnsLimits(Duration.ofSeconds(3), 2, 64);
}
