package io.todoku.rule.domain;

import static java.util.Comparator.naturalOrder;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What the name in an MX record leads to. */
sealed interface MxHost {

  /** A name with IPv4 addresses of its own. */
  record ResolvableHost() implements MxHost {}

  /** A name that senders can reach over IPv6 only. */
  record Ipv6OnlyHost() implements MxHost {}

  /** A CNAME, which an MX must not name (RFC 2181 section 10.3, RFC 5321 section 5.1). */
  record Alias(String target) implements MxHost {}

  /** An IP address instead of a name. */
  record AddressLiteral() implements MxHost {}

  /** A name without IPv4 and IPv6 addresses. */
  record UnresolvableHost(Status status) implements MxHost {}

  /** A name with addresses that are not reachable from the Internet. */
  record NonPublicHost(List<String> addresses) implements MxHost {

    public NonPublicHost {
      addresses = List.copyOf(addresses);
    }
  }

  record UndeterminedHost(Reason reason) implements MxHost {}

  /**
   * @param dns looks up a name and a type
   * @param held addresses that count as public, whatever range they are of
   */
  static MxHost of(String host, BiFunction<String, String, DnsLookup> dns, HeldAddresses held) {
    if (Network.parseAddress(host).isPresent() || host.startsWith("[")) {
      return new AddressLiteral();
    }
    List<DnsAnswer> answers = new ArrayList<>();
    List<Reason> failedLookups = new ArrayList<>();
    for (String type : List.of("A", "AAAA")) {
      switch (dns.apply(host, type).answer()) {
        case Known<DnsAnswer>(DnsAnswer answer) -> answers.add(answer);
        case Unknown<DnsAnswer>(Reason reason) -> failedLookups.add(reason);
      }
    }
    List<String> addresses = answers.stream().flatMap(a -> a.records().stream()).toList();
    boolean noneIsPublic =
        !addresses.isEmpty() && addresses.stream().noneMatch(address -> isPublic(address, held));
    if (noneIsPublic) {
      return failedLookups.isEmpty()
          ? new NonPublicHost(addresses)
          : new UndeterminedHost(failedLookups.getFirst());
    }
    for (DnsAnswer answer : answers) {
      if (answer.status() == Status.ANSWERED && !answer.aliases().isEmpty()) {
        return new Alias(answer.aliases().getLast());
      }
    }
    if (addresses.stream().anyMatch(a -> !a.contains(":") && isPublic(a, held))) {
      return new ResolvableHost();
    }
    if (!addresses.isEmpty() && failedLookups.isEmpty()) {
      return new Ipv6OnlyHost();
    }
    if (!failedLookups.isEmpty()) {
      return new UndeterminedHost(failedLookups.getFirst());
    }
    return new UnresolvableHost(
        answers.stream().map(DnsAnswer::status).max(naturalOrder()).orElseThrow());
  }

  private static boolean isPublic(String address, HeldAddresses held) {
    return IpRanges.isPublic(address) || held.contains(address);
  }
}
