package io.todoku.identity.signin;

import io.todoku.throttle.AttemptLimit;
import io.todoku.throttle.AttemptLimit.Budget;
import io.todoku.throttle.AttemptLimit.GrowingWait;
import io.todoku.throttle.AttemptTallies;
import io.todoku.throttle.NetworkPrefix;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
public class SignInAttempts {

  private static final Duration MAX_WAIT = Duration.ofMinutes(15);
  private static final int IPV4_BYTES = 4;

  /** The number of counts in each is bounded: what strangers try pushes out no other kind. */
  private final Map<AttemptKind, AttemptTallies> tallies = new EnumMap<>(AttemptKind.class);

  SignInAttempts(Clock clock) {
    for (AttemptKind kind : AttemptKind.values()) {
      tallies.put(kind, new AttemptTallies(clock));
    }
  }

  private AttemptTallies tallies(AttemptKey who) {
    return Objects.requireNonNull(tallies.get(who.kind()));
  }

  /** What is tried. Each kind is counted by itself. */
  private enum AttemptKind {
    PASSWORD,
    SECOND_FACTOR,
    PASSKEY
  }

  /**
   * @param name as entered, normalized; empty for a passkey, which names its user itself
   * @param address of the request; a text of another kind where a proxy names its clients otherwise
   * @param knownBrowser identifies a browser in which this user has signed in; null for another
   */
  public record AttemptKey(
      AttemptKind kind, String name, String address, @Nullable String knownBrowser) {

    static AttemptKey of(String name, String address, @Nullable String knownBrowser) {
      return new AttemptKey(AttemptKind.PASSWORD, name, address, knownBrowser);
    }

    /**
     * Of a user whose password was right. Six digits are quickly tried, so that all networks
     * together have few attempts; only somebody who knows the password can use them up.
     */
    public static AttemptKey secondFactor(String name, @Nullable String knownBrowser) {
      return new AttemptKey(AttemptKind.SECOND_FACTOR, name, "", knownBrowser);
    }

    /**
     * Nobody guesses a passkey, nor a recovery code; what is bounded is the work and the rows that
     * a stranger causes.
     */
    public static AttemptKey passkey(String address) {
      return new AttemptKey(AttemptKind.PASSKEY, "", address, null);
    }

    /** What a success forgets is the first. */
    private List<AttemptLimit> limits() {
      if (knownBrowser != null) {
        return List.of(new GrowingWait(key(kind + " in browser", knownBrowser, name), 5, MAX_WAIT));
      }
      return switch (kind) {
        case PASSWORD -> {
          List<AttemptLimit> limits = networks();
          limits.addFirst(
              new GrowingWait(
                  key("name and network", name, NetworkPrefix.of(address)), 5, MAX_WAIT));
          limits.add(new Budget(key("name", name), 200, Duration.ofSeconds(5)));
          yield limits;
        }
        case SECOND_FACTOR ->
            List.of(new Budget(key("second factor", name), 10, Duration.ofMinutes(10)));
        case PASSKEY -> networks();
      };
    }

    private List<AttemptLimit> networks() {
      List<AttemptLimit> limits = new ArrayList<>();
      byte[] bytes = NetworkPrefix.bytes(address);
      limits.add(new GrowingWait(network(NetworkPrefix.of(address)), 20, MAX_WAIT));
      if (bytes.length == IPV4_BYTES) {
        limits.add(new Budget(network(bytes, 24), 40, Duration.ofMinutes(1)));
      } else if (bytes.length > IPV4_BYTES) {
        limits.add(new Budget(network(bytes, 56), 30, Duration.ofMinutes(2)));
        limits.add(new Budget(network(bytes, 48), 40, Duration.ofMinutes(1)));
      }
      return limits;
    }

    private String network(String network) {
      return key(kind + " from network", network);
    }

    private String network(byte[] bytes, int bits) {
      return network(NetworkPrefix.prefix(bytes, bits));
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
  public Duration begin(AttemptKey who) {
    return tallies(who).begin(who.limits());
  }

  /** Takes back what {@link #begin} counted, because the password was not looked at. */
  void takeBack(AttemptKey who) {
    tallies(who).takeBack(who.limits());
  }

  /**
   * Takes back what {@link #begin} counted, and forgets the failures of this name from here; those
   * that are counted from everywhere stay.
   */
  public void recordSuccess(AttemptKey who) {
    List<AttemptLimit> limits = who.limits();
    tallies(who).takeBack(limits);
    if (limits.getFirst() instanceof GrowingWait ofNameFromHere) {
      tallies(who).forget(ofNameFromHere);
    }
  }

  /** Forgets all failures, because whoever runs the server lets somebody in by a link. */
  void reset() {
    tallies.values().forEach(AttemptTallies::forgetAll);
  }
}
