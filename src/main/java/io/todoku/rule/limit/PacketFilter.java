package io.todoku.rule.limit;

import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.TreeSet;

/**
 * An ordered list of filters on TCP of which the first that matches decides; what none matches is
 * denied. It is worked out to the last address, so that two halves are a whole, and an exception
 * that leaves a hole is seen.
 */
record PacketFilter(List<PortRule> rules) {

  /** One filter on ports, both ends included, and a range of addresses. */
  record PortRule(boolean allow, int fromPort, int toPort, Network range) {}

  private static final Network ALL_IPV4 = Network.of("0.0.0.0/0");

  /**
   * How much of the Internet passes on all of these TCP ports, both ends included. What is said of
   * addresses that are not public neither closes nor opens it; alone it opens it partly.
   */
  Reachability internetReachability(boolean ipv6, int fromPort, int toPort) {
    return reachability(
        ipv6 ? IpRanges.GLOBAL_UNICAST_V6 : ALL_IPV4, IpRanges.SPECIAL_PURPOSE, fromPort, toPort);
  }

  /** The same for one range of addresses, public or not. */
  Reachability rangeReachability(Network range, int fromPort, int toPort) {
    return reachability(range, List.of(), fromPort, toPort);
  }

  private Reachability reachability(Network whole, List<Network> aside, int fromPort, int toPort) {
    TreeSet<Integer> starts = new TreeSet<>(List.of(fromPort));
    for (PortRule line : rules) {
      starts.add(line.fromPort());
      starts.add(line.toPort() + 1);
    }
    RangeEvaluation walk = new RangeEvaluation(aside);
    for (int port : starts.subSet(fromPort, true, toPort, true)) {
      walk.evaluate(
          rules.stream().filter(l -> l.fromPort() <= port && port <= l.toPort()).toList(), whole);
    }
    return !walk.denied
        ? Reachability.OPEN
        : walk.allowed ? Reachability.PARTLY : Reachability.CLOSED;
  }

  /** Halves a range until each part lies wholly within whatever is said of it. */
  private static final class RangeEvaluation {
    private final List<Network> ignoredRanges;
    private boolean allowed;
    private boolean denied;

    /**
     * @param aside where a denial does not count
     */
    RangeEvaluation(List<Network> aside) {
      this.ignoredRanges = aside;
    }

    void evaluate(List<PortRule> lines, Network part) {
      for (PortRule line : lines) {
        if (within(part, line.range())) {
          if (line.allow()) {
            allowed = true;
          } else {
            deny(lines, part);
          }
          return;
        }
        if (within(line.range(), part)) {
          split(lines, part);
          return;
        }
      }
      deny(lines, part);
    }

    private void deny(List<PortRule> lines, Network part) {
      if (ignoredRanges.stream().anyMatch(n -> within(part, n))) {
        return;
      }
      if (ignoredRanges.stream().anyMatch(n -> within(n, part))) {
        split(lines, part);
      } else {
        denied = true;
      }
    }

    private void split(List<PortRule> lines, Network part) {
      byte[] upper = part.base().getAddress();
      upper[part.prefixLength() / 8] |= (byte) (0x80 >> (part.prefixLength() % 8));
      for (InetAddress base : List.of(part.base(), address(upper))) {
        Network half = new Network(base, part.prefixLength() + 1);
        evaluate(lines.stream().filter(l -> overlap(l.range(), half)).toList(), half);
      }
    }
  }

  private static boolean overlap(Network one, Network other) {
    return within(one, other) || within(other, one);
  }

  private static boolean within(Network part, Network whole) {
    return whole.prefixLength() <= part.prefixLength() && whole.contains(part.base());
  }

  private static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // of another length than 4 or 16
    }
  }
}
