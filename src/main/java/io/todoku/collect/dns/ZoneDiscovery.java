package io.todoku.collect.dns;

import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;

/**
 * Finds, through the resolvers, the zone that holds a name and the authoritative servers of a zone.
 */
final class ZoneDiscovery {

  /** The number of servers that the root has. */
  private static final int MAX_SERVERS = 13;

  private static final int MAX_ADDRESSES = 4;

  private final DnsSession session;

  ZoneDiscovery(DnsSession session) {
    this.session = session;
  }

  /**
   * @param name host name of the server; empty if it is not known
   * @param address an IPv4 or IPv6 literal
   */
  record NameServer(String name, Observed<String> address) {}

  /**
   * Finds the zone by the nearest SOA from the name upwards. If the question for a name fails, the
   * result is Unknown: the search does not go on above that name.
   */
  Observed<Name> zoneOf(Name name) {
    for (Name here = name; ; here = new Name(here, 1)) {
      String text = DnsLookup.canonical(here.toString());
      switch (session.lookup(text, "SOA").answer()) {
        case Known<DnsAnswer>(DnsAnswer soa) -> {
          if (soa.status() == Status.ANSWERED && soa.aliases().isEmpty()) {
            return Observed.known(here);
          }
          if (soa.status() == Status.BOGUS && !isAlias(text)) {
            return unknown(ReasonKind.SERVFAIL, text + " SOA", soa.status().name());
          }
        }
        case Unknown<DnsAnswer>(Reason reason) -> {
          if (!isAlias(text)) {
            return Observed.unknown(reason);
          }
        }
      }
      if (here.equals(Name.root)) {
        return unknown(ReasonKind.INCONCLUSIVE, ". SOA", "no zone holds the name");
      }
    }
  }

  /**
   * Whether the name is an alias: then no zone begins there (RFC 2181 section 10.1), whatever its
   * target is.
   */
  private boolean isAlias(String name) {
    return session.lookup(name, "CNAME").answer() instanceof Known<DnsAnswer>(DnsAnswer cname)
        && cname.status() == Status.ANSWERED;
  }

  /**
   * Returns the addresses of the zone's servers, by name. A server whose address could not be
   * found, or that exceeds the limit, has the reason instead. Never empty.
   */
  List<NameServer> servers(Name zone) {
    String source = DnsLookup.canonical(zone.toString()) + " NS";
    return switch (session.lookup(DnsLookup.canonical(zone.toString()), "NS").answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          List.of(new NameServer("", Observed.unknown(reason)));
      case Known<DnsAnswer>(DnsAnswer ns) when ns.records().isEmpty() ->
          List.of(new NameServer("", unknown(ReasonKind.INCONCLUSIVE, source, ns.status().name())));
      case Known<DnsAnswer>(DnsAnswer ns) -> {
        List<String> hosts = ns.records().stream().sorted().toList();
        List<NameServer> servers = new ArrayList<>();
        Parallel.map(hosts.stream().limit(MAX_SERVERS).toList(), this::addressesOf)
            .forEach(servers::addAll);
        if (hosts.size() > MAX_SERVERS) {
          servers.add(notAskedBeyondLimit("", source, hosts.size() - MAX_SERVERS));
        }
        yield servers;
      }
    };
  }

  /** Returns the IPv4 addresses of the host, or its IPv6 addresses if it has none. */
  private List<NameServer> addressesOf(String host) {
    return switch (session.lookup(host, "A").answer()) {
      case Known<DnsAnswer>(DnsAnswer a) when a.records().isEmpty() -> addressesOf(host, "AAAA");
      case Observed<DnsAnswer> _ -> addressesOf(host, "A");
    };
  }

  private List<NameServer> addressesOf(String host, String type) {
    String source = host + " " + type;
    return switch (session.lookup(host, type).answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          List.of(new NameServer(host, Observed.unknown(reason)));
      case Known<DnsAnswer>(DnsAnswer none) when none.records().isEmpty() ->
          List.of(
              new NameServer(host, unknown(ReasonKind.INCONCLUSIVE, source, none.status().name())));
      case Known<DnsAnswer>(DnsAnswer found) -> {
        List<NameServer> servers = new ArrayList<>();
        List<String> addresses = found.records().stream().sorted().toList();
        addresses.stream()
            .limit(MAX_ADDRESSES)
            .map(address -> new NameServer(host, Observed.known(address)))
            .forEach(servers::add);
        if (addresses.size() > MAX_ADDRESSES) {
          servers.add(notAskedBeyondLimit(host, source, addresses.size() - MAX_ADDRESSES));
        }
        yield servers;
      }
    };
  }

  private static NameServer notAskedBeyondLimit(String host, String source, int more) {
    return new NameServer(host, unknown(ReasonKind.NOT_ASKED, source, more + " more"));
  }

  private static <T> Observed<T> unknown(ReasonKind cause, String source, String detail) {
    return Observed.unknown(Reason.of(cause, source, detail));
  }
}
