package io.todoku.collect;

import io.todoku.account.Account;
import io.todoku.collect.Progress.Stage;
import io.todoku.collect.Progress.State;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSession;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.WebPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at an account as the world sees it: by DNS, then at its mail servers. */
final class Outside {

  private final DnsCollector dns;
  private final MailServers mailServers;
  private final WebPolicies webPolicies;
  private final Mailboxes mailboxes;

  Outside(DnsCollector dns, MailServers mailServers, WebPolicies webPolicies, Mailboxes mailboxes) {
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
  Part.Names names(
      Account account,
      List<PublicAddress> addresses,
      Observed<List<HostedZone>> zones,
      Progress progress) {
    DnsSession session = dns.open(List.of());
    new NameQuestions(session, what -> progress.at(Stage.DNS, State.RUNNING, what))
        .ask(account, addresses);
    ZoneQuestions.ask(session, zones.orElse(List.of()), addresses);
    BlocklistQuestions.ask(session, dns.blocklists(), addresses);
    List<WebPolicy> policies =
        webPolicies.ask(
            account.mailDomains(), session, what -> progress.at(Stage.DNS, State.RUNNING, what));
    List<String> exchanges = mailServers.recipientExchanges(session);
    return new Part.Names(
        session.all(),
        Observed.known(dns.blocklists()),
        policies,
        exchanges,
        silence(session.all()));
  }

  /**
   * What the account's servers say, and DNS of the names that they give themselves.
   *
   * @param doors for fetching mail that are open to the world
   * @param names no question of it is asked again
   */
  Part.Servers servers(
      Account account,
      List<PublicAddress> addresses,
      List<Mailboxes.Door> doors,
      Part.Names names,
      Progress progress) {
    DnsSession session = dns.open(names.lookups());
    List<Gap> gaps = new ArrayList<>();
    List<MailServer> servers =
        mailServers.ask(
            addresses,
            account.mailDomains().stream().map(MailDomain::name).toList(),
            session,
            names.exchanges(),
            what -> progress.at(Stage.SERVERS, State.RUNNING, what),
            gaps::add);
    HeloQuestions.ask(session, servers);
    List<Mailbox> fetching =
        mailboxes.ask(doors, what -> progress.at(Stage.SERVERS, State.RUNNING, what));
    return new Part.Servers(session.all(), servers, fetching, List.copyOf(gaps));
  }

  /** Where no question at all was answered, the resolver is the matter: one gap for all. */
  private static List<Gap> silence(List<DnsLookup> lookups) {
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
