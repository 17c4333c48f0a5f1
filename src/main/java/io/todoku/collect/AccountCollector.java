package io.todoku.collect;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.collect.ProgressListener.StageState;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLoginParameters;
import io.todoku.collect.aws.Collected;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Collects a snapshot of one account, cell by cell. What cannot be collected is Unknown in the
 * snapshot and listed in its gaps; it is never thrown.
 */
@Component
public class AccountCollector {

  private static final Logger log = LoggerFactory.getLogger(AccountCollector.class);

  private final AwsCollector aws;
  private final ExternalChecks externalChecks;
  private final Clock clock;

  public AccountCollector(
      AwsCollector aws,
      DnsCollector dns,
      MailServerProbes mailServers,
      MtaStsPolicies webPolicies,
      MailboxProbes mailboxes,
      Clock clock) {
    this.aws = aws;
    this.externalChecks = new ExternalChecks(dns, mailServers, webPolicies, mailboxes);
    this.clock = clock;
  }

  /**
   * Collects one cell now.
   *
   * @param cell one of {@code before.nextCells()}
   * @param before the parts that earlier cells have collected
   */
  public SnapshotPart collect(
      Cell cell, Account account, SnapshotParts before, ProgressListener progress) {
    AwsLoginParameters login = loginParameters(account);
    AwsCollector.CallListener calls =
        (region, action) ->
            progress.report(
                Stage.AWS, StageState.RUNNING, region == null ? action : action + " " + region);
    Optional<RecheckScope> scope = before.scope();
    return switch (cell.source()) {
      case SCOPE -> throw new IllegalArgumentException("a scope is known");
      case ACCOUNT -> {
        var collected = aws.regions(login, account.regions(), calls);
        yield new SnapshotPart.AccountRegions(
            collected.value().names(), collected.value().availability(), collected.gaps());
      }
      case REGION -> {
        Collected<RegionInventory> collected =
            aws.region(login, cell.region(), servicesIn(cell.region(), scope), calls);
        yield new SnapshotPart.RegionResources(collected.value(), collected.gaps());
      }
      case SUPPORT -> {
        var collected = aws.supportCases(login, calls);
        yield new SnapshotPart.SupportCases(collected.value(), collected.gaps());
      }
      case ZONES -> {
        var collected = aws.zones(login, calls);
        yield new SnapshotPart.HostedZones(collected.value(), collected.gaps());
      }
      case DNS ->
          scope.isPresent()
              ? externalChecks.collectDns(scope.get(), account, before, progress)
              : externalChecks.collectDns(
                  account,
                  addresses(before),
                  before.zones(),
                  before.regions().orElse(List.of()),
                  progress);
      case SERVERS ->
          scope.isPresent()
              ? externalChecks.probeServers(
                  scope.get().probingOnly(before.heldAddresses()), before.dns(), progress)
              : externalChecks.probeServers(
                  account,
                  addresses(before),
                  MailboxProbes.openPorts(before.regions().orElse(List.of())),
                  before.dns(),
                  progress);
    };
  }

  private static Set<AwsService> servicesIn(String region, Optional<RecheckScope> scope) {
    return scope.map(limited -> limited.services(region)).orElse(AwsCollector.REGIONAL_SERVICES);
  }

  private static List<PublicAddress> addresses(SnapshotParts parts) {
    return parts.regions().orElse(List.of()).stream()
        .flatMap(region -> PublicAddress.in(region).stream())
        .toList();
  }

  /**
   * Assembles a snapshot from the parts.
   *
   * @param scanId the id of the run that requested the scan
   * @param parts of all cells
   */
  public static Snapshot snapshot(
      String scanId, Account account, Instant startedAt, Instant finishedAt, SnapshotParts parts) {
    return new Snapshot(
        Snapshot.VERSION,
        scanId,
        account.toFacts(Map.of()),
        startedAt,
        finishedAt,
        finishedAt,
        parts.regions(),
        parts.supportCases(),
        parts.lookups(),
        parts.mailServers().servers(),
        List.of(),
        parts.gaps(),
        parts.dns().blocklists(),
        parts.dns().policies(),
        parts.zones(),
        parts.mailServers().mailboxes(),
        parts.regionAvailability());
  }

  /**
   * What a running scan knows so far; what is not collected yet is unknown.
   *
   * @return empty before the Regions are known
   */
  public static Optional<Snapshot> unfinishedSnapshot(
      String scanId, Account account, Instant startedAt, Instant now, SnapshotParts parts) {
    return parts
        .withRestUnknown()
        .map(complete -> snapshot(scanId, account, startedAt, now, complete));
  }

  /** Collects all cells of the account now, without storing parts in between. */
  public Snapshot collect(String scanId, Account account, ProgressListener progress) {
    Instant startedAt = clock.instant();
    SnapshotParts parts = SnapshotParts.NONE;
    for (List<Cell> next = parts.nextCells(); !next.isEmpty(); next = parts.nextCells()) {
      Stage stage = next.getFirst().source().stage();
      progress.report(stage, StageState.RUNNING, "");
      parts = parts.with(collectAll(next, account, parts, progress));
      reportStageEnd(stage, parts, progress);
      if (!parts.nextCells().isEmpty()) {
        unfinishedSnapshot(scanId, account, startedAt, clock.instant(), parts)
            .ifPresent(progress::reportUnfinished);
      }
    }
    return snapshot(scanId, account, startedAt, clock.instant(), parts);
  }

  private Map<Cell, SnapshotPart> collectAll(
      List<Cell> cells, Account account, SnapshotParts before, ProgressListener progress) {
    Map<Cell, SnapshotPart> fresh = new ConcurrentHashMap<>();
    AtomicInteger ended = new AtomicInteger();
    Parallel.forEach(
        cells,
        cell -> {
          fresh.put(cell, collectDespiteBugs(cell, account, before, progress));
          progress.reportCells(cell.source().stage(), ended.incrementAndGet(), cells.size());
        });
    return fresh;
  }

  /**
   * Collects one cell. A bug in Todoku makes that cell unknown; the other cells are still
   * collected.
   */
  private SnapshotPart collectDespiteBugs(
      Cell cell, Account account, SnapshotParts before, ProgressListener progress) {
    try {
      return collect(cell, account, before, progress);
    } catch (RuntimeException | Error bug) {
      log.error("A bug in Todoku: {} of account {} was not collected", cell, account.id(), bug);
      return SnapshotPart.unavailable(
          cell, Reason.of(ReasonKind.INTERNAL_ERROR, cell.toString(), bug.toString()));
    }
  }

  private static void reportStageEnd(Stage stage, SnapshotParts parts, ProgressListener progress) {
    if (parts.nextCells().stream().noneMatch(cell -> cell.source().stage() == stage)) {
      boolean failed =
          parts.all().entrySet().stream()
              .anyMatch(e -> e.getKey().source().stage() == stage && e.getValue().stageFailed());
      progress.report(stage, failed ? StageState.FAILED : StageState.DONE, "");
    }
  }

  static AwsLoginParameters loginParameters(Account account) {
    String region = account.regions().isEmpty() ? null : account.regions().getFirst();
    return switch (account.access()) {
      case Access.IamRole(String arn, String externalId) ->
          new AwsLoginParameters(account.id(), arn, externalId, null, region);
      case Access.Profile(String name) ->
          new AwsLoginParameters(account.id(), null, null, name, region);
      case Access.DefaultChain _, Access.SnapshotsOnly _ ->
          new AwsLoginParameters(account.id(), null, null, null, region);
    };
  }
}
