package io.todoku.collect;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.collect.ProgressListener.StageState;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSession;
import io.todoku.concurrent.Parallel;
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
import io.todoku.snapshot.RegionInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checks an account from outside: first in public DNS, then at its mail servers. */
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
   * Looks up the account's addresses and mail domains in DNS, and fetches the MTA-STS policies of
   * the domains.
   *
   * @param zones hosted zones of the account; their names that point to idle addresses are looked
   *     up too
   * @param regions whose identities of SES are looked up
   */
  SnapshotPart.DnsObservations collectDns(
      Account account,
      List<PublicAddress> addresses,
      Observed<List<HostedZone>> zones,
      List<RegionInventory> regions,
      ProgressListener progress) {
    DnsSession session = dns.openSession(List.of());
    new NameLookups(session, activity -> progress.report(Stage.DNS, StageState.RUNNING, activity))
        .lookUp(account, addresses);
    SesLookups.lookUp(session, regions);
    HostedZoneLookups.lookUp(session, zones.orElse(List.of()), addresses);
    BlocklistLookups.lookUp(session, dns.blocklists(), addresses);
    List<MtaStsPolicyLookup> policies =
        webPolicies.fetchAnnounced(
            account.mailDomains().stream().map(MailDomain::name).toList(),
            session,
            activity -> progress.report(Stage.DNS, StageState.RUNNING, activity));
    List<String> exchanges = mailServers.recipientExchangeAddresses(session);
    return new SnapshotPart.DnsObservations(
        session.lookups(),
        Observed.known(dns.blocklists()),
        policies,
        exchanges,
        resolverGap(session.lookups()));
  }

  /**
   * Probes the account's mail servers, and looks up in DNS the names by which they announce
   * themselves.
   *
   * @param mailboxPorts POP3 and IMAP ports that are open to the Internet
   * @param names answers from earlier in the scan; those questions are not asked again
   */
  SnapshotPart.MailServerObservations probeServers(
      Account account,
      List<PublicAddress> addresses,
      List<MailboxProbes.OpenPort> mailboxPorts,
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
            activity -> progress.report(Stage.SERVERS, StageState.RUNNING, activity),
            gaps::add);
    HeloLookups.lookUp(session, servers);
    List<MailboxServer> mailboxServers =
        mailboxes.probe(
            mailboxPorts, activity -> progress.report(Stage.SERVERS, StageState.RUNNING, activity));
    return new SnapshotPart.MailServerObservations(
        session.lookups(), servers, mailboxServers, List.copyOf(gaps));
  }

  /** Asks what a recheck is limited to; an unanswered question is no gap of the whole account. */
  SnapshotPart.DnsObservations collectDns(
      RecheckScope scope, Account account, SnapshotParts before, ProgressListener progress) {
    Consumer<String> activity = text -> progress.report(Stage.DNS, StageState.RUNNING, text);
    DnsSession session = dns.openSession(List.of());
    List<MailDomain> domains =
        account.mailDomains().stream()
            .filter(domain -> scope.domains().contains(domain.name()))
            .toList();
    new NameLookups(session, activity).lookUp(scope.addresses(), domains, scope.senders());
    Parallel.forEach(
        scope.questions(),
        question -> {
          activity.accept(question.name() + " " + question.type());
          session.lookup(question.name(), question.type());
        });
    BlocklistLookups.lookUpAddresses(session, dns.blocklists(), scope.blocklisted());
    List<MtaStsPolicyLookup> policies =
        webPolicies.fetchAnnounced(scope.policies(), session, activity);
    List<String> exchanges =
        scope.servers().isEmpty() ? List.of() : mailServers.recipientExchangeAddresses(session);
    return new SnapshotPart.DnsObservations(
        session.lookups(), Observed.known(dns.blocklists()), policies, exchanges, List.of());
  }

  /**
   * Probes the servers that a recheck is limited to. One that is silent says why itself; it is no
   * gap of the whole account, whose other servers were not tried.
   */
  SnapshotPart.MailServerObservations probeServers(
      RecheckScope scope, SnapshotPart.DnsObservations names, ProgressListener progress) {
    Consumer<String> activity = text -> progress.report(Stage.SERVERS, StageState.RUNNING, text);
    DnsSession session = dns.openSession(names.lookups());
    List<MailServer> servers =
        mailServers.probe(scope.servers(), session, names.exchanges(), activity, _ -> {});
    HeloLookups.lookUp(session, servers);
    List<MailboxServer> mailboxServers =
        mailboxes.probe(
            scope.mailboxes().stream()
                .map(part -> new MailboxProbes.OpenPort(part.address(), part.protocol()))
                .toList(),
            activity);
    return new SnapshotPart.MailServerObservations(
        session.lookups(), servers, mailboxServers, List.of());
  }

  /** Returns one gap if no question at all was answered, because then the resolver is the cause. */
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
        new Gap(null, new Reason(first.kind(), first.source(), first.detail(), Gap.RESOLVERS)));
  }
}
