package io.todoku.collect;

import io.todoku.account.Account;
import io.todoku.collect.dns.DnsSession;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.PublicAddress;
import java.util.List;
import java.util.function.Consumer;

/** Which names are asked for an account: its mail domains, and its addresses there and back. */
final class NameQuestions {

  /** PTR names followed for one address, as RFC 8601 advises a bound. */
  private static final int MAX_NAMES = 10;

  private final DnsSession dns;
  private final Consumer<String> progress;

  NameQuestions(DnsSession dns, Consumer<String> progress) {
    this.dns = dns;
    this.progress = progress;
  }

  void ask(Account account, List<PublicAddress> addresses) {
    Together.run(
        java.util.stream.Stream.concat(
                account.mailDomains().stream().map(d -> (Runnable) () -> domain(d.name())),
                addresses.stream()
                    .map(PublicAddress::address)
                    .distinct()
                    .map(a -> (Runnable) () -> thereAndBack(a)))
            .toList());
  }

  private void domain(String name) {
    lookup(name, "TXT");
    for (String record : records(lookup(name, "MX"))) {
      String host = DnsLookup.canonical(record.substring(record.lastIndexOf(' ') + 1));
      if (!host.equals(".") && !host.isEmpty()) {
        lookup(host, "A");
        lookup(host, "AAAA");
      }
    }
  }

  private void thereAndBack(String address) {
    DnsLookup ptr = lookup(DnsLookup.reverseName(address), "PTR");
    records(ptr).stream()
        .limit(MAX_NAMES)
        .forEach(name -> lookup(name, address.contains(":") ? "AAAA" : "A"));
  }

  private DnsLookup lookup(String name, String type) {
    progress.accept(name + " " + type);
    return dns.lookup(name, type);
  }

  static List<String> records(DnsLookup lookup) {
    return lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        ? answer.records()
        : List.of();
  }
}
