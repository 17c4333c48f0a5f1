package io.todoku.rule.limit;

import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.TreeSet;

/**
 * Ordered rules on TCP ports and addresses of which the first that matches decides; what matches no
 * rule is denied. The result is exact to the single address: two halves of a range count as the
 * whole range, and a denied part of an allowed range is noticed.
 */
record PacketFilter(List<PortRule> rules) {

  /** One rule for a range of ports, both ends included, and a range of addresses. */
  record PortRule(boolean allow, int fromPort, int toPort, Network range) {}

  private static final Network ALL_IPV4 = Network.of("0.0.0.0/0");

  /**
   * How much of the Internet can be reached on all of these TCP ports, both ends included. Denying
   * addresses that are not public does not count; allowing nothing but them is {@link
   * Reachability#PARTLY}.
   */
  Reachability internetReachability(boolean ipv6, int fromPort, int toPort) {
    return reachability(
        ipv6 ? IpRanges.GLOBAL_UNICAST_V6 : ALL_IPV4, IpRanges.SPECIAL_PURPOSE, fromPort, toPort);
  }

  /** The same for one range of addresses, public or not. */
  Reachability rangeReachability(Network range, int fromPort, int toPort) {
    return reachability(range, List.of(), fromPort, toPort);
  }

  /** Evaluates each port range in which the same rules apply once. */
  private Reachability reachability(
      Network range, List<Network> ignoredRanges, int fromPort, int toPort) {
    TreeSet<Integer> starts = new TreeSet<>(List.of(fromPort));
    for (PortRule rule : rules) {
      starts.add(rule.fromPort());
      starts.add(rule.toPort() + 1);
    }
    RangeEvaluation evaluation = new RangeEvaluation(ignoredRanges);
    for (int port : starts.subSet(fromPort, true, toPort, true)) {
      evaluation.evaluate(
          rules.stream().filter(rule -> rule.fromPort() <= port && port <= rule.toPort()).toList(),
          range);
    }
    return !evaluation.denied
        ? Reachability.OPEN
        : evaluation.allowed ? Reachability.PARTLY : Reachability.CLOSED;
  }

  /** Halves a range until each part lies wholly inside or outside of every rule. */
  private static final class RangeEvaluation {
    private final List<Network> ignoredRanges;
    private boolean allowed;
    private boolean denied;

    /**
     * @param ignoredRanges where a denial does not count
     */
    RangeEvaluation(List<Network> ignoredRanges) {
      this.ignoredRanges = ignoredRanges;
    }

    void evaluate(List<PortRule> portRules, Network part) {
      for (PortRule rule : portRules) {
        if (within(part, rule.range())) {
          if (rule.allow()) {
            allowed = true;
          } else {
            deny(portRules, part);
          }
          return;
        }
        if (within(rule.range(), part)) {
          split(portRules, part);
          return;
        }
      }
      deny(portRules, part);
    }

    private void deny(List<PortRule> portRules, Network part) {
      if (ignoredRanges.stream().anyMatch(ignored -> within(part, ignored))) {
        return;
      }
      if (ignoredRanges.stream().anyMatch(ignored -> within(ignored, part))) {
        split(portRules, part);
      } else {
        denied = true;
      }
    }

    private void split(List<PortRule> portRules, Network part) {
      byte[] upper = part.base().getAddress();
      upper[part.prefixLength() / 8] |= (byte) (0x80 >> (part.prefixLength() % 8));
      for (InetAddress base : List.of(part.base(), address(upper))) {
        Network half = new Network(base, part.prefixLength() + 1);
        evaluate(portRules.stream().filter(rule -> overlap(rule.range(), half)).toList(), half);
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
      throw new IllegalStateException(e); // only for a length other than 4 or 16
    }
  }
}
