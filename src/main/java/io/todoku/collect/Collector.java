package io.todoku.collect;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.Progress.Stage;
import io.todoku.collect.Progress.State;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsInventory;
import io.todoku.collect.aws.AwsLogin;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSession;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.WebPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads one account into a snapshot: AWS first, then DNS for what AWS holds, then its mail servers.
 */
@Component
public class Collector {

  private final AwsCollector aws;
  private final DnsCollector dns;
  private final MailServers mailServers;
  private final WebPolicies webPolicies;
  private final Clock clock;

  public Collector(
      AwsCollector aws,
      DnsCollector dns,
      MailServers mailServers,
      WebPolicies webPolicies,
      Clock clock) {
    this.aws = aws;
    this.dns = dns;
    this.mailServers = mailServers;
    this.webPolicies = webPolicies;
    this.clock = clock;
  }

  /**
   * Everything that can be seen of the account now. What cannot be seen is Unknown in it and listed
   * in its gaps; nothing is thrown for that.
   *
   * @param scanId of the run that asks
   */
  public Snapshot collect(String scanId, Account account, Progress progress) {
    Instant startedAt = clock.instant();
    progress.at(Stage.AWS, State.RUNNING, "");
    AwsInventory inventory =
        aws.collect(
            login(account),
            account.regions(),
            (region, action) ->
                progress.at(
                    Stage.AWS, State.RUNNING, region == null ? action : action + " " + region));
    progress.at(Stage.AWS, inventory.regions() instanceof Unknown ? State.FAILED : State.DONE, "");

    List<PublicAddress> addresses =
        inventory.regions().orElse(List.of()).stream()
            .flatMap(region -> PublicAddress.in(region).stream())
            .toList();
    progress.at(Stage.DNS, State.RUNNING, "");
    DnsSession session = dns.open();
    NameQuestions questions =
        new NameQuestions(session, what -> progress.at(Stage.DNS, State.RUNNING, what));
    questions.ask(account, addresses);
    List<WebPolicy> policies =
        webPolicies.ask(
            account.mailDomains(), session, what -> progress.at(Stage.DNS, State.RUNNING, what));
    List<String> exchanges = mailServers.recipientExchanges(session);
    List<DnsLookup> lookups = session.all();
    List<Gap> dnsGaps = silence(lookups);
    progress.at(Stage.DNS, dnsGaps.isEmpty() ? State.DONE : State.FAILED, "");

    progress.at(Stage.SERVERS, State.RUNNING, "");
    List<Gap> serverGaps = new ArrayList<>();
    List<MailServer> servers =
        mailServers.ask(
            addresses,
            session,
            exchanges,
            what -> progress.at(Stage.SERVERS, State.RUNNING, what),
            serverGaps::add);
    progress.at(Stage.SERVERS, serverGaps.isEmpty() ? State.DONE : State.FAILED, "");

    List<Gap> gaps = new ArrayList<>(inventory.gaps());
    gaps.addAll(dnsGaps);
    gaps.addAll(serverGaps);
    Instant finishedAt = clock.instant();
    return new Snapshot(
        Snapshot.VERSION,
        scanId,
        account.facts(Map.of()),
        startedAt,
        finishedAt,
        finishedAt,
        inventory.regions(),
        inventory.supportCases(),
        lookups,
        servers,
        List.of(),
        gaps,
        policies);
  }

  static AwsLogin login(Account account) {
    return switch (account.access()) {
      case Access.Role(String arn, String externalId) ->
          new AwsLogin(account.id(), arn, externalId, null);
      case Access.Profile(String name) -> new AwsLogin(account.id(), null, null, name);
      case Access.DefaultChain _, Access.Recorded _ -> new AwsLogin(account.id(), null, null, null);
    };
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
