package io.todoku.snapshot;

import java.net.InetAddress;

/** How DNS blocklists are asked (RFC 5782). */
public final class Blocklists {

  private static final Network LISTING_RANGE = Network.of("127.0.0.0/8");

  /** What lists answer in place of an entry: an open resolver, too many questions, a wrong name. */
  private static final Network ERROR_RANGE = Network.of("127.255.255.0/24");

  /** Answered by lists that have closed, for every address there is. */
  private static final String CLOSED_LIST_ANSWER = "127.0.0.1";

  private static final String MAPPED_TEST_SUFFIX = ".0.0.0.0.0.f.7.f.f.f.f" + ".0".repeat(20);

  private Blocklists() {}

  /**
   * The name under which a list has an entry for an address, if it lists it (sections 2.1, 2.4).
   *
   * @param address an IPv4 or IPv6 literal
   * @param list a zone
   */
  public static String entryName(String address, String list) {
    return DnsLookup.reverseName(address).replaceFirst("(in-addr|ip6)\\.arpa$", "") + list;
  }

  /** The entry that every list has, of 127.0.0.2 or ::FFFF:7F00:2 (section 5). */
  public static String testEntryName(boolean ipv6, String list) {
    return ipv6 ? "2" + MAPPED_TEST_SUFFIX + "." + list : entryName("127.0.0.2", list);
  }

  /** The entry that no list has, of 127.0.0.1 or ::FFFF:7F00:1 (section 5). */
  public static String negativeTestEntryName(boolean ipv6, String list) {
    return ipv6 ? "1" + MAPPED_TEST_SUFFIX + "." + list : entryName("127.0.0.1", list);
  }

  /** Whether an A record says that an address is listed. */
  public static boolean isListing(String record) {
    return isIn(LISTING_RANGE, record)
        && !isIn(ERROR_RANGE, record)
        && !record.equals(CLOSED_LIST_ANSWER);
  }

  /** Whether an A record says that the list does not answer us. */
  public static boolean isRefusal(String record) {
    return isIn(ERROR_RANGE, record);
  }

  private static boolean isIn(Network network, String record) {
    return Network.parseAddress(record).map((InetAddress a) -> network.contains(a)).orElse(false);
  }
}
