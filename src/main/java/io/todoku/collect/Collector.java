package io.todoku.collect;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.Progress.Stage;
import io.todoku.collect.Progress.State;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLogin;
import io.todoku.collect.aws.Seen;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Reads one account into a snapshot, cell by cell. What cannot be seen is Unknown in it and listed
 * in its gaps; nothing is thrown for that.
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
   * One cell, now.
   *
   * @param cell one of those that {@code before} says are next
   * @param before what the cells before it brought home
   */
  public Part collect(Cell cell, Account account, Parts before, Progress progress) {
    AwsLogin login = login(account);
    AwsCollector.CallListener calls =
        (region, action) ->
            progress.at(Stage.AWS, State.RUNNING, region == null ? action : action + " " + region);
    return switch (cell.source()) {
      case ACCOUNT -> {
        var seen = aws.regions(login, account.regions(), calls);
        yield new Part.Entry(seen.what(), seen.gaps());
      }
      case REGION -> {
        Seen<RegionInventory> seen = aws.region(login, cell.region(), calls);
        yield new Part.Region(seen.what(), seen.gaps());
      }
      case SUPPORT -> {
        var seen = aws.supportCases(login, calls);
        yield new Part.Support(seen.what(), seen.gaps());
      }
      case ZONES -> {
        var seen = aws.zones(login, calls);
        yield new Part.Zones(seen.what(), seen.gaps());
      }
      case DNS -> outside.names(account, addresses(before), before.zones(), progress);
      case SERVERS ->
          outside.servers(
              account,
              addresses(before),
              Mailboxes.open(before.regions().orElse(List.of())),
              before.names(),
              progress);
    };
  }

  private static List<PublicAddress> addresses(Parts parts) {
    return parts.regions().orElse(List.of()).stream()
        .flatMap(region -> PublicAddress.in(region).stream())
        .toList();
  }

  /**
   * All parts as one.
   *
   * @param scanId of the run that asked
   * @param parts nothing is missing
   */
  public static Snapshot snapshot(
      String scanId, Account account, Instant startedAt, Instant finishedAt, Parts parts) {
    return new Snapshot(
        Snapshot.VERSION,
        scanId,
        account.facts(Map.of()),
        startedAt,
        finishedAt,
        finishedAt,
        parts.regions(),
        parts.supportCases(),
        parts.lookups(),
        parts.servers().servers(),
        List.of(),
        parts.gaps(),
        parts.names().blocklists(),
        parts.names().policies(),
        parts.zones(),
        parts.servers().mailboxes());
  }

  /** Everything that can be seen of the account now, without a store between the cells. */
  public Snapshot collect(String scanId, Account account, Progress progress) {
    Instant startedAt = clock.instant();
    Parts parts = Parts.NONE;
    for (List<Cell> next = parts.next(); !next.isEmpty(); next = parts.next()) {
      Stage stage = next.getFirst().source().stage();
      progress.at(stage, State.RUNNING, "");
      parts = parts.with(together(next, account, parts, progress));
      tell(stage, parts, progress);
    }
    return snapshot(scanId, account, startedAt, clock.instant(), parts);
  }

  private Map<Cell, Part> together(
      List<Cell> cells, Account account, Parts before, Progress progress) {
    Map<Cell, Part> fresh = new ConcurrentHashMap<>();
    Together.run(
        cells.stream()
            .map(cell -> (Runnable) () -> fresh.put(cell, collect(cell, account, before, progress)))
            .toList());
    return fresh;
  }

  private static void tell(Stage stage, Parts parts, Progress progress) {
    if (parts.next().stream().noneMatch(cell -> cell.source().stage() == stage)) {
      boolean dark =
          parts.all().entrySet().stream()
              .anyMatch(e -> e.getKey().source().stage() == stage && e.getValue().dark());
      progress.at(stage, dark ? State.FAILED : State.DONE, "");
    }
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
