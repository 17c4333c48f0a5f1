package io.todoku.collect.smtp;

import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which addresses may be probed: public unicast, and the networks that the operator allows.
 * A tag or a DNS answer can never lead the probe to a metadata service or into a private network.
 */
public final class ProbeGuard {

  /** 6to4: an address counts as the IPv4 address that it contains (RFC 3056). */
  private static final Network SIX_TO_FOUR = Network.of("2002::/16");

  private static final List<Network> DENIED_BY_DEFAULT =
      Stream.of(IpRanges.SPECIAL_PURPOSE, IpRanges.DOCUMENTATION, List.of(SIX_TO_FOUR))
          .flatMap(List::stream)
          .toList();

  /** Metadata and host services of AWS, also through NAT64 and 6to4: denied whatever is allowed. */
  private static final List<Network> ALWAYS_DENIED =
      Stream.of("169.254.0.0/16", "fd00:ec2::/32", "64:ff9b::a9fe:0/112", "2002:a9fe::/32")
          .map(Network::of)
          .toList();

  private final List<Network> allowed;

  /**
   * @throws IllegalArgumentException naming a text that is not a CIDR range
   */
  public ProbeGuard(List<String> allowedNetworks) {
    this.allowed = allowedNetworks.stream().map(ProbeGuard::parseRange).toList();
  }

  private static Network parseRange(String cidr) {
    try {
      return Network.of(cidr);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "todoku.probe.allowed-networks: " + wrong.getMessage(), wrong);
    }
  }

  /** Whether this IP literal may be probed; a host name or any other text may not. */
  public boolean allows(String address) {
    return Network.parseAddress(address).map(this::allows).orElse(false);
  }

  private boolean allows(InetAddress address) {
    if (ALWAYS_DENIED.stream().anyMatch(network -> network.contains(address))) {
      return false;
    }
    return allowed.stream().anyMatch(network -> network.contains(address))
        || DENIED_BY_DEFAULT.stream().noneMatch(network -> network.contains(address));
  }
}
