package io.todoku.snapshot;

import java.net.InetAddress;

/** How DNS blocklists are asked (RFC 5782). */
public final class Blocklists {

  private static final Network ANSWERS = Network.of("127.0.0.0/8");

  /** What lists answer in place of an entry: an open resolver, too many questions, a wrong name. */
  private static final Network ERRORS = Network.of("127.255.255.0/24");

  /** Answered by lists that have closed, for every address there is. */
  private static final String NO_ENTRY = "127.0.0.1";

  private static final String MAPPED = ".0.0.0.0.0.f.7.f.f.f.f" + ".0".repeat(20);

  private Blocklists() {}

  /**
   * The name under which a list has an entry for an address, if it lists it (sections 2.1, 2.4).
   *
   * @param address an IPv4 or IPv6 literal
   * @param list a zone
   */
  public static String query(String address, String list) {
    return DnsLookup.reverseName(address).replaceFirst("(in-addr|ip6)\\.arpa$", "") + list;
  }

  /** The entry that every list has, of 127.0.0.2 or ::FFFF:7F00:2 (section 5). */
  public static String testEntry(boolean ipv6, String list) {
    return ipv6 ? "2" + MAPPED + "." + list : query("127.0.0.2", list);
  }

  /** The entry that no list has, of 127.0.0.1 or ::FFFF:7F00:1 (section 5). */
  public static String counterEntry(boolean ipv6, String list) {
    return ipv6 ? "1" + MAPPED + "." + list : query("127.0.0.1", list);
  }

  /** Whether an A record says that an address is listed. */
  public static boolean isListing(String record) {
    return in(ANSWERS, record) && !in(ERRORS, record) && !record.equals(NO_ENTRY);
  }

  /** Whether an A record says that the list does not answer us. */
  public static boolean isRefusal(String record) {
    return in(ERRORS, record);
  }

  private static boolean in(Network network, String record) {
    return Network.literal(record).map((InetAddress a) -> network.contains(a)).orElse(false);
  }
}
