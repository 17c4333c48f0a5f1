package io.todoku.spf;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.spf.SpfEvaluator.DnsSource;
import io.todoku.spf.SpfRecord.Term;
import java.util.List;

/**
 * How much of the Internet a domain's SPF record authorises, by its own terms and through other
 * records. What depends on the message ({@code exists}, {@code ptr}, macros) and what could not be
 * looked up authorises nothing here, so the result is a lower bound.
 */
public final class AuthorisedRanges {

  /** Records and hosts that are followed; receivers stop after ten (RFC 7208 section 4.6.4). */
  private static final int MAX_LOOKUPS = 30;

  private static final AddressSet IPV4 = AddressSet.of(Network.of("0.0.0.0/0"));
  private static final AddressSet IPV6 = AddressSet.of(IpRanges.GLOBAL_UNICAST_V6);

  private static final AddressSet PUBLIC_IPV4 =
      IpRanges.SPECIAL_PURPOSE.stream()
          .filter(range -> range.base().getAddress().length == 4)
          .map(AddressSet::of)
          .reduce(IPV4, AddressSet::minus);

  private final DnsSource dns;
  private final boolean ipv6;
  private int lookups;

  private AuthorisedRanges(DnsSource dns, boolean ipv6) {
    this.dns = dns;
    this.ipv6 = ipv6;
  }

  /**
   * Whether the record authorises half of the IPv4 or IPv6 addresses of the Internet: of all
   * addresses, or of those that are public.
   */
  public static boolean coverHalfOfTheInternet(String domain, DnsSource dns) {
    AddressSet v4 = new AuthorisedRanges(dns, false).authorised(domain, IPV4);
    AddressSet v6 = new AuthorisedRanges(dns, true).authorised(domain, IPV6);
    return isHalf(v4, IPV4)
        || isHalf(v4.intersection(PUBLIC_IPV4), PUBLIC_IPV4)
        || isHalf(v6, IPV6);
  }

  private static boolean isHalf(AddressSet part, AddressSet whole) {
    return part.size().shiftLeft(1).compareTo(whole.size()) >= 0;
  }

  /** The addresses of the whole for which the domain's record gives pass. */
  private AddressSet authorised(String domain, AddressSet whole) {
    List<SpfRecord> records =
        records(domain, "TXT").stream().flatMap(txt -> SpfRecord.of(txt).stream()).toList();
    if (records.size() != 1) {
      return AddressSet.EMPTY;
    }
    AddressSet undecided = whole;
    AddressSet authorised = AddressSet.EMPTY;
    for (Term term : records.getFirst().terms()) {
      if (term.qualifier() == '=') {
        continue; // a redirect counts after all mechanisms
      }
      AddressSet matched = matched(domain, term, undecided);
      if (term.authorises()) {
        authorised = authorised.union(matched);
      }
      undecided = undecided.minus(matched);
    }
    for (Term term : records.getFirst().terms()) {
      if (term.name().equals("redirect") && isFollowed(term)) {
        authorised = authorised.union(authorised(term.value(), undecided));
      }
    }
    return authorised;
  }

  private AddressSet matched(String domain, Term term, AddressSet undecided) {
    return switch (term.name()) {
      case "all" -> undecided;
      case "ip4" -> ipv6 ? AddressSet.EMPTY : range(term, undecided);
      case "ip6" -> ipv6 ? range(term, undecided) : AddressSet.EMPTY;
      case "include" -> isFollowed(term) ? authorised(term.value(), undecided) : AddressSet.EMPTY;
      case "a" ->
          isFollowed(term)
              ? hosts(List.of(term.targetDomain(domain)), term, undecided)
              : AddressSet.EMPTY;
      case "mx" ->
          isFollowed(term)
              ? hosts(DnsLookup.mxHosts(records(term.targetDomain(domain), "MX")), term, undecided)
              : AddressSet.EMPTY;
      default -> AddressSet.EMPTY;
    };
  }

  private boolean isFollowed(Term term) {
    return !term.value().contains("%") && ++lookups <= MAX_LOOKUPS;
  }

  private AddressSet range(Term term, AddressSet undecided) {
    return network(term.value() + term.prefix()).intersection(undecided);
  }

  private AddressSet hosts(List<String> names, Term term, AddressSet undecided) {
    AddressSet found = AddressSet.EMPTY;
    for (String name : names) {
      for (String address : records(name, ipv6 ? "AAAA" : "A")) {
        found = found.union(network(address + "/" + term.prefixLength(ipv6)));
      }
    }
    return found.intersection(undecided);
  }

  private static AddressSet network(String cidr) {
    try {
      return AddressSet.of(Network.of(cidr));
    } catch (IllegalArgumentException malformed) {
      return AddressSet.EMPTY; // a malformed term authorises nobody
    }
  }

  private List<String> records(String name, String type) {
    return dns.lookup(name, type).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        ? answer.records()
        : List.of();
  }
}
