package io.todoku.rule.limit;

import io.todoku.snapshot.Internet;
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
record PacketFilter(List<Line> lines) {

  /** One filter on ports, both ends included, and a range of addresses. */
  record Line(boolean allow, int fromPort, int toPort, Network range) {}

  private static final Network ALL_IPV4 = Network.of("0.0.0.0/0");

  /**
   * How much of the Internet passes on all of these TCP ports, both ends included. What is said of
   * addresses that are not public neither closes nor opens it; alone it opens it partly.
   */
  Passage internet(boolean ipv6, int fromPort, int toPort) {
    return passage(ipv6 ? Internet.UNICAST_V6 : ALL_IPV4, Internet.NOT_PUBLIC, fromPort, toPort);
  }

  /** The same for one range of addresses, public or not. */
  Passage range(Network range, int fromPort, int toPort) {
    return passage(range, List.of(), fromPort, toPort);
  }

  private Passage passage(Network whole, List<Network> aside, int fromPort, int toPort) {
    TreeSet<Integer> starts = new TreeSet<>(List.of(fromPort));
    for (Line line : lines) {
      starts.add(line.fromPort());
      starts.add(line.toPort() + 1);
    }
    Walk walk = new Walk(aside);
    for (int port : starts.subSet(fromPort, true, toPort, true)) {
      walk.over(
          lines.stream().filter(l -> l.fromPort() <= port && port <= l.toPort()).toList(), whole);
    }
    return !walk.denied ? Passage.OPEN : walk.allowed ? Passage.PARTLY : Passage.CLOSED;
  }

  /** Halves a range until each part lies wholly within whatever is said of it. */
  private static final class Walk {
    private final List<Network> aside;
    private boolean allowed;
    private boolean denied;

    /**
     * @param aside where a denial does not count
     */
    Walk(List<Network> aside) {
      this.aside = aside;
    }

    void over(List<Line> lines, Network part) {
      for (Line line : lines) {
        if (within(part, line.range())) {
          if (line.allow()) {
            allowed = true;
          } else {
            deny(lines, part);
          }
          return;
        }
        if (within(line.range(), part)) {
          halve(lines, part);
          return;
        }
      }
      deny(lines, part);
    }

    private void deny(List<Line> lines, Network part) {
      if (aside.stream().anyMatch(n -> within(part, n))) {
        return;
      }
      if (aside.stream().anyMatch(n -> within(n, part))) {
        halve(lines, part);
      } else {
        denied = true;
      }
    }

    private void halve(List<Line> lines, Network part) {
      byte[] upper = part.base().getAddress();
      upper[part.bits() / 8] |= (byte) (0x80 >> (part.bits() % 8));
      for (InetAddress base : List.of(part.base(), address(upper))) {
        Network half = new Network(base, part.bits() + 1);
        over(lines.stream().filter(l -> meet(l.range(), half)).toList(), half);
      }
    }
  }

  private static boolean meet(Network one, Network other) {
    return within(one, other) || within(other, one);
  }

  private static boolean within(Network part, Network whole) {
    return whole.bits() <= part.bits() && whole.contains(part.base());
  }

  private static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // of another length than 4 or 16
    }
  }
}
