package io.todoku.snapshot;

import java.util.List;
import java.util.stream.Stream;

/** Which addresses hosts all over the Internet can reach (RFC 6890, RFC 4291). */
public final class IpRanges {

  /** All of IPv6 that is global unicast (RFC 4291 section 2.4); all else of it is not public. */
  public static final Network GLOBAL_UNICAST_V6 = Network.of("2000::/3");

  /** Ranges for examples, which stand for public ones wherever they are met. */
  public static final List<Network> DOCUMENTATION =
      ranges(
          "192.0.2.0/24", // RFC 5737
          "198.51.100.0/24",
          "203.0.113.0/24",
          "2001:db8::/32", // RFC 3849
          "3fff::/20"); // RFC 9637

  /**
   * Ranges that IANA's special-purpose registries keep from the public, and those with which nobody
   * exchanges mail; the {@link #DOCUMENTATION} apart.
   */
  public static final List<Network> SPECIAL_PURPOSE =
      ranges(
          "0.0.0.0/8", // this network: RFC 791
          "10.0.0.0/8", // private use: RFC 1918
          "100.64.0.0/10", // shared with a carrier's NAT: RFC 6598
          "127.0.0.0/8", // loopback: RFC 1122
          "169.254.0.0/16", // link-local: RFC 3927
          "172.16.0.0/12",
          "192.0.0.0/24", // protocol assignments: RFC 6890
          "192.88.99.0/24", // once relays of 6to4: RFC 7526
          "192.168.0.0/16",
          "198.18.0.0/15", // benchmarks: RFC 2544
          "224.0.0.0/4", // multicast: RFC 5771
          "240.0.0.0/4", // reserved, and broadcast: RFC 1112, RFC 8190
          "::/3", // loopback, IPv4 in IPv6, discard-only: RFC 4291, RFC 6052, RFC 6666
          "2001::/23", // protocol assignments, Teredo: RFC 2928
          "4000::/2", // segment routing, and what is not given out: RFC 9602
          "8000::/1"); // unique local, link-local, multicast: RFC 4193, RFC 4291

  private IpRanges() {}

  /** Whether hosts all over the Internet can reach the literal; true for what is no address. */
  public static boolean isPublic(String text) {
    return Network.parseAddress(text).stream()
        .noneMatch(address -> SPECIAL_PURPOSE.stream().anyMatch(range -> range.contains(address)));
  }

  private static List<Network> ranges(String... cidrs) {
    return Stream.of(cidrs).map(Network::of).toList();
  }
}
