package io.todoku.identity.signin;

import io.todoku.identity.signin.AttemptLimit.AttemptTally;
import io.todoku.identity.signin.AttemptLimit.Budget;
import io.todoku.identity.signin.AttemptLimit.GrowingWait;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * network, for the network, for the wider networks around it, and for the name. A network cannot
 * use up the budget of the wider one around it, nor the widest one that of a name, so that one
 * stranger keeps nobody out. A browser in which the user has signed in before is counted by itself.
 * A bounded number of counts is kept in memory, each until an hour after its last attempt.
 */
@Component
class SignInAttempts {

  private static final int MAX_ENTRIES = 10_000;
  private static final Duration MEMORY = Duration.ofHours(1);
  private static final Duration MAX_WAIT = Duration.ofMinutes(15);
  private static final int IPV4_BYTES = 4;

  private final Clock clock;
  private final Map<String, AttemptTally> tallies =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AttemptTally> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  SignInAttempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param name as entered, normalized
   * @param address of the request; a text of another kind where a proxy names its clients otherwise
   * @param knownBrowser identifies a browser in which this user has signed in; null for another
   */
  record AttemptKey(String name, String address, @Nullable String knownBrowser) {

    static AttemptKey of(String name, String address, @Nullable String knownBrowser) {
      return new AttemptKey(name, address, knownBrowser);
    }

    /** That of a name from a network, or from a browser, is the first. */
    private List<AttemptLimit> limits() {
      if (knownBrowser != null) {
        return List.of(new GrowingWait(key("browser", knownBrowser, name), 5, MAX_WAIT));
      }
      List<AttemptLimit> limits = new ArrayList<>();
      byte[] bytes = bytes();
      if (bytes.length == IPV4_BYTES) {
        addNetwork(limits, address);
        limits.add(new Budget(key("network", prefix(bytes, 24)), 40, Duration.ofMinutes(1)));
      } else if (bytes.length > IPV4_BYTES) {
        addNetwork(limits, prefix(bytes, 64));
        limits.add(new Budget(key("network", prefix(bytes, 56)), 30, Duration.ofMinutes(2)));
        limits.add(new Budget(key("network", prefix(bytes, 48)), 40, Duration.ofMinutes(1)));
      } else {
        addNetwork(limits, address);
      }
      limits.add(new Budget(key("name", name), 200, Duration.ofSeconds(5)));
      return limits;
    }

    private void addNetwork(List<AttemptLimit> limits, String network) {
      limits.add(new GrowingWait(key("name and network", name, network), 5, MAX_WAIT));
      limits.add(new GrowingWait(key("network", network), 20, MAX_WAIT));
    }

    /** Empty where it is no address. */
    private byte[] bytes() {
      try {
        return InetAddress.ofLiteral(address).getAddress();
      } catch (IllegalArgumentException notAnAddress) {
        return new byte[0];
      }
    }

    private static String prefix(byte[] address, int bits) {
      return HexFormat.of().formatHex(Arrays.copyOf(address, bits / Byte.SIZE));
    }

    private static String key(String... parts) {
      return String.join("\n", parts);
    }
  }

  /**
   * Counts an attempt, unless there is still to wait.
   *
   * @return how long to wait, with nothing counted; zero if the password may be looked at now
   */
  synchronized Duration begin(AttemptKey who) {
    Instant now = clock.instant();
    List<AttemptLimit> limits = who.limits();
    Duration wait =
        limits.stream()
            .map(limit -> limit.next(tally(limit, now)))
            .max(Comparator.naturalOrder())
            .filter(now::isBefore)
            .map(until -> Duration.between(now, until))
            .orElse(Duration.ZERO);
    if (wait.isZero()) {
      limits.forEach(limit -> tallies.put(limit.key(), limit.count(tally(limit, now), now)));
    }
    return wait;
  }

  private AttemptTally tally(AttemptLimit limit, Instant now) {
    AttemptTally known = tallies.get(limit.key());
    return known == null || known.last().plus(MEMORY).isBefore(now) ? AttemptTally.NONE : known;
  }

  /** Takes back what {@link #begin} counted, because the password was not looked at. */
  synchronized void takeBack(AttemptKey who) {
    takeBack(who.limits());
  }

  /** Takes back what {@link #begin} counted, and forgets the failures of this name from here. */
  synchronized void recordSuccess(AttemptKey who) {
    List<AttemptLimit> limits = who.limits();
    tallies.remove(limits.getFirst().key());
    takeBack(limits.subList(1, limits.size()));
  }

  private void takeBack(List<AttemptLimit> limits) {
    Instant now = clock.instant();
    for (AttemptLimit limit : limits) {
      AttemptTally known = tally(limit, now);
      if (known.count() > 0) {
        tallies.put(limit.key(), limit.takeBack(known, now));
      }
    }
  }

  /** Forgets all failures, because whoever runs the server lets somebody in by a link. */
  synchronized void reset() {
    tallies.clear();
  }
}
