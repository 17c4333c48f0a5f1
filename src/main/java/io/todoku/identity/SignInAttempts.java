package io.todoku.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows password guessing down. An attempt is counted before its password is looked at, so that
 * many at once gain nothing; a success takes its count back. Attempts are counted for a name from a
 * network, for the network, for the name, and in all. A browser in which the user has signed in
 * before is counted by itself, so that a stranger's guesses do not keep a user out. A bounded
 * number of counts is kept in memory, each until an hour after its last attempt.
 */
@Component
class SignInAttempts {

  private static final int MAX_ENTRIES = 10_000;
  private static final Duration MEMORY = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, AttemptCount> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AttemptCount> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  SignInAttempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param name as entered, normalized
   * @param network the IPv4 address or the first 64 bits of the IPv6 address of the request
   * @param knownBrowser identifies a browser in which this user has signed in; null for another
   */
  record AttemptKey(String name, String network, @Nullable String knownBrowser) {

    static AttemptKey of(String name, String address, @Nullable String knownBrowser) {
      return new AttemptKey(name, network(address), knownBrowser);
    }

    private static String network(String address) {
      try {
        return InetAddress.ofLiteral(address) instanceof Inet6Address ip
            ? HexFormat.of().formatHex(Arrays.copyOf(ip.getAddress(), 8))
            : address;
      } catch (IllegalArgumentException notAnAddress) {
        return address; // of a proxy that names its clients otherwise
      }
    }

    private List<AttemptLimit> limits() {
      return knownBrowser != null
          ? List.of(AttemptLimit.of(5, Duration.ofMinutes(15), "browser", knownBrowser, name))
          : List.of(
              AttemptLimit.of(5, Duration.ofMinutes(15), "name and network", name, network),
              AttemptLimit.of(20, Duration.ofMinutes(15), "network", network),
              AttemptLimit.of(20, Duration.ofMinutes(1), "name", name),
              AttemptLimit.of(100, Duration.ofSeconds(10), "all"));
    }
  }

  /**
   * @param free attempts without a wait; each further one doubles it, from one second
   */
  private record AttemptLimit(int free, Duration maxWait, List<String> parts) {

    static AttemptLimit of(int free, Duration maxWait, String... parts) {
      return new AttemptLimit(free, maxWait, List.of(parts));
    }

    String key() {
      return String.join("\n", parts);
    }

    Duration waitAfter(int count) {
      if (count < free) {
        return Duration.ZERO;
      }
      Duration wait = Duration.ofSeconds(1L << Math.min(count - free, 10));
      return wait.compareTo(maxWait) > 0 ? maxWait : wait;
    }
  }

  private record AttemptCount(int count, Instant last, Instant notBefore) {}

  /**
   * Counts an attempt, unless there is still to wait.
   *
   * @return how long to wait, with nothing counted; zero if the password may be looked at now
   */
  synchronized Duration begin(AttemptKey who) {
    Instant now = clock.instant();
    Duration wait =
        who.limits().stream()
            .map(limit -> countOf(limit, now).notBefore())
            .max(Comparator.naturalOrder())
            .filter(now::isBefore)
            .map(until -> Duration.between(now, until))
            .orElse(Duration.ZERO);
    if (wait.isZero()) {
      for (AttemptLimit limit : who.limits()) {
        int count = countOf(limit, now).count() + 1;
        counts.put(limit.key(), new AttemptCount(count, now, now.plus(limit.waitAfter(count))));
      }
    }
    return wait;
  }

  private AttemptCount countOf(AttemptLimit limit, Instant now) {
    AttemptCount known = counts.get(limit.key());
    return known == null || known.last().plus(MEMORY).isBefore(now)
        ? new AttemptCount(0, now, Instant.MIN)
        : known;
  }

  /** Takes back what {@link #begin} counted, and forgets the failures of this name from here. */
  synchronized void recordSuccess(AttemptKey who) {
    Instant now = clock.instant();
    List<AttemptLimit> limits = who.limits();
    counts.remove(limits.getFirst().key());
    for (AttemptLimit limit : limits.subList(1, limits.size())) {
      AttemptCount known = countOf(limit, now);
      counts.put(limit.key(), new AttemptCount(Math.max(0, known.count() - 1), known.last(), now));
    }
  }

  /** Forgets all failures, because whoever runs the server lets somebody in by a link. */
  synchronized void reset() {
    counts.clear();
  }
}
