package io.todoku.collect.dns;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.xbill.DNS.ReverseMap;

/** Asks DNS through the configured resolvers. */
@Component
public final class DnsCollector {

  private final List<NamedResolver> resolvers;
  private final Semaphore places;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException naming a resolver that is no {@code host} or {@code host:port}
   */
  @Autowired
  public DnsCollector(DnsSettings settings, Clock clock) {
    this(settings, clock, DnsLimits.DEFAULT);
  }

  DnsCollector(DnsSettings settings, Clock clock, DnsLimits limits) {
    this.resolvers = NamedResolver.all(settings.resolvers(), limits);
    this.places = new Semaphore(limits.atOnce());
    this.clock = clock;
  }

  /** A session, within which each name is asked once; for one scan. */
  public DnsSession open() {
    return new DnsSession(new Resolution(resolvers, places, clock));
  }

  /**
   * The name under which an address has its PTR, without trailing dot.
   *
   * @param address an IPv4 or IPv6 literal
   * @throws IllegalArgumentException where it is neither
   */
  public static String reverseName(String address) {
    try {
      return io.todoku.snapshot.DnsLookup.canonical(ReverseMap.fromAddress(address).toString());
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException("\"" + address + "\" is no IP address", e);
    }
  }
}
