package io.todoku.collect;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.collect.ProgressListener.StageState;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSession;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MtaStsPolicyLookup;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at an account as the world sees it: by DNS, then at its mail servers. */
final class ExternalChecks {

  private final DnsCollector dns;
  private final MailServerProbes mailServers;
  private final MtaStsPolicies webPolicies;
  private final MailboxProbes mailboxes;

  ExternalChecks(
      DnsCollector dns,
      MailServerProbes mailServers,
      MtaStsPolicies webPolicies,
      MailboxProbes mailboxes) {
    this.dns = dns;
    this.mailServers = mailServers;
    this.webPolicies = webPolicies;
    this.mailboxes = mailboxes;
  }

  /**
   * What DNS says of the account's addresses and mail domains, and their web servers of policies.
   *
   * @param zones in which names are looked for that point to those addresses
   */
  SnapshotPart.DnsObservations collectDns(
      Account account,
      List<PublicAddress> addresses,
      Observed<List<HostedZone>> zones,
      ProgressListener progress) {
    DnsSession session = dns.openSession(List.of());
    new NameLookups(session, what -> progress.report(Stage.DNS, StageState.RUNNING, what))
        .lookUp(account, addresses);
    HostedZoneLookups.lookUp(session, zones.orElse(List.of()), addresses);
    BlocklistLookups.lookUp(session, dns.blocklists(), addresses);
    List<MtaStsPolicyLookup> policies =
        webPolicies.fetchAnnounced(
            account.mailDomains(),
            session,
            what -> progress.report(Stage.DNS, StageState.RUNNING, what));
    List<String> exchanges = mailServers.recipientExchangeAddresses(session);
    return new SnapshotPart.DnsObservations(
        session.lookups(),
        Observed.known(dns.blocklists()),
        policies,
        exchanges,
        resolverGap(session.lookups()));
  }

  /**
   * What the account's servers say, and DNS of the names that they give themselves.
   *
   * @param doors for fetching mail that are open to the world
   * @param names no question of it is asked again
   */
  SnapshotPart.MailServerObservations probeServers(
      Account account,
      List<PublicAddress> addresses,
      List<MailboxProbes.OpenPort> doors,
      SnapshotPart.DnsObservations names,
      ProgressListener progress) {
    DnsSession session = dns.openSession(names.lookups());
    List<Gap> gaps = new ArrayList<>();
    List<MailServer> servers =
        mailServers.probe(
            addresses,
            account.mailDomains().stream().map(MailDomain::name).toList(),
            session,
            names.exchanges(),
            what -> progress.report(Stage.SERVERS, StageState.RUNNING, what),
            gaps::add);
    HeloLookups.lookUp(session, servers);
    List<MailboxServer> fetching =
        mailboxes.probe(doors, what -> progress.report(Stage.SERVERS, StageState.RUNNING, what));
    return new SnapshotPart.MailServerObservations(
        session.lookups(), servers, fetching, List.copyOf(gaps));
  }

  /** Where no question at all was answered, the resolver is the matter: one gap for all. */
  private static List<Gap> resolverGap(List<DnsLookup> lookups) {
    List<Reason> reasons =
        lookups.stream()
            .map(DnsLookup::answer)
            .flatMap(answer ->
                answer instanceof Unknown<DnsLookup.DnsAnswer>(Reason reason)
                    ? Stream.of(reason)
                    : Stream.empty())
            .toList();
    if (lookups.isEmpty() || reasons.size() < lookups.size()) {
      return List.of();
    }
    Reason first = reasons.getFirst();
    return List.of(
        new Gap(
            null,
            new Reason(first.cause(), first.source(), first.detail(), "todoku.dns.resolvers")));
  }
}
