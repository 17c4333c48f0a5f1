package io.todoku.collect;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.Progress.Stage;
import io.todoku.collect.Progress.State;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsInventory;
import io.todoku.collect.aws.AwsLogin;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Reads one account into a snapshot: AWS first, then DNS for what AWS holds, then its mail servers.
 */
@Component
public class Collector {

  private final AwsCollector aws;
  private final Outside outside;
  private final Clock clock;

  public Collector(
      AwsCollector aws,
      DnsCollector dns,
      MailServers mailServers,
      WebPolicies webPolicies,
      Mailboxes mailboxes,
      Clock clock) {
    this.aws = aws;
    this.outside = new Outside(dns, mailServers, webPolicies, mailboxes);
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

    List<RegionInventory> regions = inventory.regions().orElse(List.of());
    List<PublicAddress> addresses =
        regions.stream().flatMap(region -> PublicAddress.in(region).stream()).toList();
    Outside.View view =
        outside.look(account, addresses, inventory.zones(), Mailboxes.open(regions), progress);
    List<Gap> gaps = new ArrayList<>(inventory.gaps());
    gaps.addAll(view.gaps());
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
        view.lookups(),
        view.servers(),
        List.of(),
        gaps,
        Observed.known(view.blocklists()),
        view.policies(),
        inventory.zones(),
        view.mailboxes());
  }

  static AwsLogin login(Account account) {
    return switch (account.access()) {
      case Access.Role(String arn, String externalId) ->
          new AwsLogin(account.id(), arn, externalId, null);
      case Access.Profile(String name) -> new AwsLogin(account.id(), null, null, name);
      case Access.DefaultChain _, Access.Recorded _ -> new AwsLogin(account.id(), null, null, null);
    };
  }
}
