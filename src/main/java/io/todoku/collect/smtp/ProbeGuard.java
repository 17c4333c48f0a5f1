package io.todoku.collect.smtp;

import io.todoku.snapshot.Internet;
import io.todoku.snapshot.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be probed: public unicast, and what the operator allows besides. A tag or a
 * DNS answer can never lead the probe to a metadata service or into a private network.
 */
public final class ProbeGuard {

  /** 6to4: whatever the IPv4 address within is (RFC 3056). */
  private static final Network WITHIN = Network.of("2002::/16");

  private static final List<Network> CLOSED =
      Stream.of(Internet.NOT_PUBLIC, Internet.EXAMPLES, List.of(WITHIN))
          .flatMap(List::stream)
          .toList();

  /** Metadata and host services of AWS, also by NAT64 and 6to4: closed whatever is allowed. */
  private static final List<Network> NEVER =
      Stream.of("169.254.0.0/16", "fd00:ec2::/32", "64:ff9b::a9fe:0/112", "2002:a9fe::/32")
          .map(Network::of)
          .toList();

  private final List<Network> allowed;

  /**
   * @throws IllegalArgumentException naming what is no CIDR range
   */
  public ProbeGuard(List<String> allowedNetworks) {
    this.allowed = allowedNetworks.stream().map(ProbeGuard::range).toList();
  }

  private static Network range(String cidr) {
    try {
      return Network.of(cidr);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "todoku.probe.allowed-networks: " + wrong.getMessage(), wrong);
    }
  }

  /** Whether this literal may be probed; a name, or what is no address, may not. */
  public boolean allows(String address) {
    return Network.literal(address).map(this::allows).orElse(false);
  }

  private boolean allows(InetAddress address) {
    if (NEVER.stream().anyMatch(network -> network.contains(address))) {
      return false;
    }
    return allowed.stream().anyMatch(network -> network.contains(address))
        || CLOSED.stream().noneMatch(network -> network.contains(address));
  }
}
