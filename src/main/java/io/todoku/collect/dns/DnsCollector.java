package io.todoku.collect.dns;

import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.DnsLookup;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Queries DNS through the configured resolvers and the authoritative servers. */
@Component
public final class DnsCollector {

  private static final Record ROOT = Record.newRecord(Name.root, Type.NS, DClass.IN);

  private final List<String> resolverNames;
  private final List<NamedResolver> resolvers;
  private final List<String> blocklists;
  private final int authorityPort;
  private final Semaphore permits;
  private final Clock clock;
  private final DnsLimits limits;

  /**
   * @throws IllegalArgumentException naming a resolver that is not {@code host} or {@code
   *     host:port}, a blocklist that is not a zone name, or a port outside 1 to 65535
   */
  @Autowired
  public DnsCollector(DnsSettings settings, Clock clock) {
    this(settings, clock, DnsLimits.DEFAULT);
  }

  DnsCollector(DnsSettings settings, Clock clock, DnsLimits limits) {
    this.resolverNames = settings.resolvers();
    this.authorityPort = port(settings.authorityPort());
    this.resolvers = NamedResolver.all(settings.resolvers(), limits);
    this.blocklists = settings.blocklists().stream().map(DnsCollector::zone).distinct().toList();
    this.permits = new Semaphore(limits.maxConcurrent());
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Opens a session for one scan, in which each question is asked once.
   *
   * @param known answers from earlier in the scan
   */
  public DnsSession openSession(List<DnsLookup> known) {
    return new DnsSession(
        new Resolution(resolvers, permits, clock), clock, limits.sessionDuration(), known);
  }

  /**
   * Opens a session that asks each server by itself and discovers each zone once.
   *
   * @param allowed whether the server at this IP literal may be asked
   */
  public AllServersSession openAllServersSession(Predicate<String> allowed) {
    Deadline deadline = new Deadline(limits.sessionDuration());
    ZoneDiscovery zones = new ZoneDiscovery(openSession(List.of()));
    DnsClient client = new DnsClient(permits);
    AuthoritativeLookup authorities =
        new AuthoritativeLookup(zones, client, clock, limits, authorityPort, allowed, deadline);
    return new AllServersSession(authorities, resolvers, client, clock, deadline);
  }

  /** Returns the canonical zone names of the configured DNS blocklists; may be empty. */
  public List<String> blocklists() {
    return blocklists;
  }

  /**
   * Checks whether each resolver answers, by one question for the root's servers, all in parallel.
   */
  public List<ResolverCheck> checkResolvers() {
    Message question = Message.newQuery(ROOT);
    return Parallel.map(
        NamedResolver.all(resolverNames, limits.forHealthCheck()),
        resolver -> ResolverCheck.of(resolver, question.clone()));
  }

  private static int port(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "todoku.dns.authority-port: " + port + " is not between 1 and 65535");
    }
    return port;
  }

  private static String zone(String text) {
    String name = DnsLookup.canonical(text.strip());
    if (!name.matches("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)++") || DnsQuestion.of(name, "A") == null) {
      throw new IllegalArgumentException(
          "todoku.dns.blocklists: \"" + text + "\" is not a zone such as zen.spamhaus.org");
    }
    return name;
  }
}
