package io.todoku.outbound;

import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
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

  /**
   * Denied whatever is allowed: link-local addresses, where metadata services are, and those of
   * other clouds; what is no unicast; and prefixes that a gateway translates into any of these.
   */
  private static final List<Network> ALWAYS_DENIED =
      Stream.of(
              "0.0.0.0/8",
              "169.254.0.0/16",
              "100.100.100.200/32", // metadata of Alibaba Cloud
              "168.63.129.16/32", // host services of Azure
              "192.0.0.192/32", // metadata of Oracle Cloud
              "224.0.0.0/4",
              "255.255.255.255/32",
              "::/128",
              "fe80::/10",
              "ff00::/8",
              "fd00:ec2::/32", // metadata of EC2
              "fd20:ce::/32", // metadata of Google Cloud
              "64:ff9b::a9fe:0/112",
              "64:ff9b::a83f:8110/128",
              "64:ff9b:1::/48", // local NAT64 (RFC 8215): may lead anywhere
              "2002:a9fe::/32",
              "2002:a83f:8110::/48")
          .map(Network::of)
          .toList();

  private final List<Network> allowed;

  /**
   * @throws IllegalArgumentException naming a text that is not a CIDR range
   */
  public ProbeGuard(List<String> allowedNetworks) {
    this("todoku.probe.allowed-networks", allowedNetworks);
  }

  /**
   * @param setting where the networks are set, for the message
   * @throws IllegalArgumentException naming a text that is not a CIDR range
   */
  public ProbeGuard(String setting, List<String> allowedNetworks) {
    this.allowed = allowedNetworks.stream().map(cidr -> parseRange(setting, cidr)).toList();
  }

  private static Network parseRange(String setting, String cidr) {
    try {
      return Network.of(cidr);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(setting + ": " + wrong.getMessage(), wrong);
    }
  }

  /** Why this IP literal is not probed: a setting may allow it, but for those that none allows. */
  public Reason refusal(String address, String source) {
    boolean never = Network.parseAddress(address).map(ProbeGuard::isAlwaysDenied).orElse(false);
    return new Reason(
        ReasonKind.NOT_ALLOWED,
        source,
        "",
        never ? "never-probed" : "todoku.probe.allowed-networks");
  }

  private static boolean isAlwaysDenied(InetAddress address) {
    return ALWAYS_DENIED.stream().anyMatch(network -> network.contains(address));
  }

  /** Whether this IP literal may be probed; a host name or any other text may not. */
  public boolean allows(String address) {
    return Network.parseAddress(address).map(this::allows).orElse(false);
  }

  private boolean allows(InetAddress address) {
    if (isAlwaysDenied(address)) {
      return false;
    }
    return allowed.stream().anyMatch(network -> network.contains(address))
        || DENIED_BY_DEFAULT.stream().noneMatch(network -> network.contains(address));
  }
}
