package io.todoku.collect.dns;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Asks DNS through the configured resolvers. */
@Component
public final class DnsCollector {

  private final List<NamedResolver> resolvers;
  private final Semaphore places;
  private final Clock clock;
  private final DnsLimits limits;

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
    this.limits = limits;
  }

  /** A session, within which each name is asked once; for one scan. */
  public DnsSession open() {
    return new DnsSession(new Resolution(resolvers, places, clock), clock, limits.session());
  }
}
