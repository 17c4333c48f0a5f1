package io.todoku.identity.signin;

import io.todoku.throttle.AttemptLimit;
import io.todoku.throttle.AttemptLimit.Budget;
import io.todoku.throttle.AttemptLimit.GrowingWait;
import io.todoku.throttle.AttemptTallies;
import io.todoku.throttle.NetworkPrefix;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows password guessing down. An attempt is counted before its password is looked at, so that
 * many at once gain nothing; a success takes its count back. Attempts are counted for a name from a
 * network, for the network, for the wider networks around it, and for the name. A network cannot
 * use up the budget of the wider one around it, nor the widest one that of a name, so that one
 * stranger keeps nobody out. A browser in which the user has signed in before is counted by itself.
 */
@Component
class SignInAttempts {

  private static final Duration MAX_WAIT = Duration.ofMinutes(15);
  private static final int IPV4_BYTES = 4;

  private final AttemptTallies tallies;

  SignInAttempts(Clock clock) {
    tallies = new AttemptTallies(clock);
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
      addNetwork(limits, NetworkPrefix.of(address));
      byte[] bytes = NetworkPrefix.bytes(address);
      if (bytes.length == IPV4_BYTES) {
        limits.add(new Budget(network(bytes, 24), 40, Duration.ofMinutes(1)));
      } else if (bytes.length > IPV4_BYTES) {
        limits.add(new Budget(network(bytes, 56), 30, Duration.ofMinutes(2)));
        limits.add(new Budget(network(bytes, 48), 40, Duration.ofMinutes(1)));
      }
      limits.add(new Budget(key("name", name), 200, Duration.ofSeconds(5)));
      return limits;
    }

    private void addNetwork(List<AttemptLimit> limits, String network) {
      limits.add(new GrowingWait(key("name and network", name, network), 5, MAX_WAIT));
      limits.add(new GrowingWait(key("network", network), 20, MAX_WAIT));
    }

    private static String network(byte[] address, int bits) {
      return key("network", NetworkPrefix.prefix(address, bits));
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
  Duration begin(AttemptKey who) {
    return tallies.begin(who.limits());
  }

  /** Takes back what {@link #begin} counted, because the password was not looked at. */
  void takeBack(AttemptKey who) {
    tallies.takeBack(who.limits());
  }

  /** Takes back what {@link #begin} counted, and forgets the failures of this name from here. */
  void recordSuccess(AttemptKey who) {
    List<AttemptLimit> limits = who.limits();
    tallies.forget(limits.getFirst());
    tallies.takeBack(limits.subList(1, limits.size()));
  }

  /** Forgets all failures, because whoever runs the server lets somebody in by a link. */
  void reset() {
    tallies.forgetAll();
  }
}
