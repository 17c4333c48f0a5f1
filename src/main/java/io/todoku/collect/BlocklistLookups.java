package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.PublicAddress;
import java.util.List;

/** Looks up on DNS blocklists whether public addresses are listed. */
final class BlocklistLookups {

  private BlocklistLookups() {}

  /**
   * Asks each list for its test entries first (RFC 5782 section 5), and for addresses only if those
   * are answered correctly: a list that does not answer our resolver would cost a time-out for each
   * address.
   */
  static void lookUp(DnsSession dns, List<String> lists, List<PublicAddress> addresses) {
    lookUpAddresses(dns, lists, addresses.stream().map(PublicAddress::address).toList());
  }

  /** The same for addresses as text. */
  static void lookUpAddresses(DnsSession dns, List<String> lists, List<String> addresses) {
    List<String> v4 = ofFamily(addresses, false);
    List<String> v6 = ofFamily(addresses, true);
    Parallel.forEach(
        addresses.isEmpty() ? List.of() : lists,
        list -> {
          boolean works = isOperational(dns, list, false);
          if (works) {
            lookUpEntries(dns, list, v4);
          }
          if (works && !v6.isEmpty() && isOperational(dns, list, true)) {
            lookUpEntries(dns, list, v6);
          }
        });
  }

  private static List<String> ofFamily(List<String> addresses, boolean ipv6) {
    return addresses.stream().filter(address -> address.contains(":") == ipv6).distinct().toList();
  }

  private static boolean isOperational(DnsSession dns, String list, boolean ipv6) {
    return isListed(dns.lookup(Blocklists.testEntryName(ipv6, list), "A"))
        && !isListed(dns.lookup(Blocklists.negativeTestEntryName(ipv6, list), "A"));
  }

  private static void lookUpEntries(DnsSession dns, String list, List<String> addresses) {
    Parallel.forEach(addresses, address -> lookUpEntry(dns, Blocklists.entryName(address, list)));
  }

  private static void lookUpEntry(DnsSession dns, String name) {
    if (isListed(dns.lookup(name, "A"))) {
      dns.lookup(name, "TXT");
    }
  }

  private static boolean isListed(DnsLookup lookup) {
    return NameLookups.records(lookup).stream().anyMatch(Blocklists::isListing);
  }
}
