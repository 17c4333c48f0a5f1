package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.smtp.OutboundSmtpCheck;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.collect.smtp.ProbeTarget;
import io.todoku.collect.smtp.SmtpProber;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Probes the SMTP port of every address in use, once each. */
@Component
public class MailServerProbes {

  private final SmtpProber prober;
  private final OutboundSmtpCheck outboundSmtp;
  private final ProbeSettings settings;

  public MailServerProbes(
      SmtpProber prober, OutboundSmtpCheck outboundSmtp, ProbeSettings settings) {
    this.prober = prober;
    this.outboundSmtp = outboundSmtp;
    this.settings = settings;
  }

  /**
   * Returns the addresses of the mail exchanges of the relay test's recipient.
   *
   * @return empty if no recipient is configured, or if its domain has no mail exchange that could
   *     be found
   */
  List<String> recipientExchangeAddresses(DnsSession dns) {
    String recipient = settings.relayRecipient();
    if (recipient == null || recipient.indexOf('@') < 0) {
      return List.of();
    }
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    List<String> hosts = DnsLookup.mxHosts(NameLookups.records(dns.lookup(domain, "MX")));
    if (hosts.isEmpty()) { // an implicit MX (RFC 5321 section 5.1)
      dns.lookup(domain, "A");
      dns.lookup(domain, "AAAA");
    }
    return hosts.stream()
        .flatMap(host -> Stream.of(dns.lookup(host, "A"), dns.lookup(host, "AAAA")))
        .flatMap(lookup -> NameLookups.records(lookup).stream())
        .toList();
  }

  /**
   * Probes the servers. Idle addresses and NAT gateways are left out, because nothing can listen
   * there.
   *
   * @param domains mail domains of the account: a server is asked about each whose MX leads to it
   * @param exchanges addresses of the mail exchanges of the relay test's recipient
   * @param gaps receives one gap if our own network blocks outbound SMTP
   */
  List<MailServer> probe(
      List<PublicAddress> addresses,
      List<String> domains,
      DnsSession dns,
      List<String> exchanges,
      Consumer<String> progress,
      Consumer<Gap> gaps) {
    return probe(
        addresses.stream()
            .filter(a -> !a.idle() && a.kind() != PublicAddress.AddressKind.NAT_GATEWAY)
            .map(PublicAddress::address)
            .distinct()
            .sorted()
            .map(address -> (Supplier<ProbeTarget>) () -> target(address, domains, dns))
            .toList(),
        exchanges,
        progress,
        gaps);
  }

  /**
   * Probes these servers and no others.
   *
   * @see #probe(List, List, DnsSession, List, Consumer, Consumer)
   */
  List<MailServer> probe(
      List<RecheckScope.ServerPart> servers,
      DnsSession dns,
      List<String> exchanges,
      Consumer<String> progress,
      Consumer<Gap> gaps) {
    return probe(
        servers.stream()
            .map(part ->
                (Supplier<ProbeTarget>)
                    () ->
                        new ProbeTarget(
                            part.address(), reverseName(part.address(), dns), part.servedDomains()))
            .toList(),
        exchanges,
        progress,
        gaps);
  }

  private List<MailServer> probe(
      List<Supplier<ProbeTarget>> targets,
      List<String> exchanges,
      Consumer<String> progress,
      Consumer<Gap> gaps) {
    PendingServers pending = new PendingServers(targets.size(), progress);
    List<MailServer> servers =
        Parallel.map(
            targets,
            target -> {
              ProbeTarget server = target.get();
              String name = server.address() + ":" + settings.port();
              pending.begin(name);
              try {
                return prober.probe(server, !exchanges.isEmpty());
              } finally {
                pending.end(name);
              }
            });
    Optional<Reason> closed = outboundSmtp.blockedReason(servers, exchanges);
    closed.ifPresent(reason -> gaps.accept(new Gap(null, reason)));
    return closed.map(reason -> OutboundSmtpCheck.explainSilence(reason, servers)).orElse(servers);
  }

  private static ProbeTarget target(String address, List<String> domains, DnsSession dns) {
    return new ProbeTarget(
        address,
        reverseName(address, dns),
        domains.stream()
            .filter(domain ->
                exchangeAddresses(domain, dns).anyMatch(a -> Network.sameAddress(a, address)))
            .map(DnsLookup::canonical)
            .distinct()
            .toList());
  }

  /** Returns the addresses of the hosts that take a domain's mail, by MX or without one. */
  private static Stream<String> exchangeAddresses(String domain, DnsSession dns) {
    return dns.lookup(domain, "MX").mailHosts().stream()
        .limit(NameLookups.MAX_EXCHANGES)
        .flatMap(host -> Stream.of(dns.lookup(host, "A"), dns.lookup(host, "AAAA")))
        .flatMap(lookup -> NameLookups.records(lookup).stream());
  }

  private static String reverseName(String address, DnsSession dns) {
    return NameLookups.records(dns.lookup(DnsLookup.reverseName(address), "PTR")).stream()
        .findFirst()
        .orElse("");
  }
}
