package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.PublicAddress;
import java.util.List;

/** Whether public addresses stand on DNS blocklists. */
final class BlocklistQuestions {

  private BlocklistQuestions() {}

  /**
   * Asks each list first for the entries by which it shows that it works, and for addresses only
   * where it does: one that answers nobody, or not us, would cost a time-out for each address.
   */
  static void ask(DnsSession dns, List<String> lists, List<PublicAddress> addresses) {
    List<String> v4 = ofKind(addresses, false);
    List<String> v6 = ofKind(addresses, true);
    Together.run(
        lists.stream()
            .filter(list -> !addresses.isEmpty())
            .map(list ->
                (Runnable)
                    () -> {
                      boolean works = works(dns, list, false);
                      if (works) {
                        entries(dns, list, v4);
                      }
                      if (works && !v6.isEmpty() && works(dns, list, true)) {
                        entries(dns, list, v6);
                      }
                    })
            .toList());
  }

  private static List<String> ofKind(List<PublicAddress> addresses, boolean ipv6) {
    return addresses.stream()
        .map(PublicAddress::address)
        .filter(address -> address.contains(":") == ipv6)
        .distinct()
        .toList();
  }

  private static boolean works(DnsSession dns, String list, boolean ipv6) {
    return isListed(dns.lookup(Blocklists.testEntry(ipv6, list), "A"))
        && !isListed(dns.lookup(Blocklists.counterEntry(ipv6, list), "A"));
  }

  private static void entries(DnsSession dns, String list, List<String> addresses) {
    Together.run(
        addresses.stream()
            .map(address -> (Runnable) () -> entry(dns, Blocklists.query(address, list)))
            .toList());
  }

  private static void entry(DnsSession dns, String name) {
    if (isListed(dns.lookup(name, "A"))) {
      dns.lookup(name, "TXT");
    }
  }

  private static boolean isListed(DnsLookup lookup) {
    return NameQuestions.records(lookup).stream().anyMatch(Blocklists::isListing);
  }
}
