package io.todoku.collect;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MtaStsPolicyLookup;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.util.List;

/** What one cell brought home: a part of the snapshot to be. */
public sealed interface SnapshotPart {

  /** What could not be collected. */
  List<Gap> gaps();

  /** Whether the stage that it belongs to has failed by it. */
  default boolean stageFailed() {
    return false;
  }

  /**
   * @param regions names of those to be read, or why the account cannot be entered
   */
  record AccountRegions(Observed<List<String>> regions, List<Gap> gaps) implements SnapshotPart {
    @Override
    public boolean stageFailed() {
      return regions instanceof Unknown;
    }
  }

  record RegionResources(RegionInventory inventory, List<Gap> gaps) implements SnapshotPart {}

  record SupportCases(Observed<List<SupportCase>> cases, List<Gap> gaps) implements SnapshotPart {}

  record HostedZones(Observed<List<HostedZone>> zones, List<Gap> gaps) implements SnapshotPart {}

  /**
   * @param exchanges addresses at which the relay test's recipient takes mail
   */
  record DnsObservations(
      List<DnsLookup> lookups,
      Observed<List<String>> blocklists,
      List<MtaStsPolicyLookup> policies,
      List<String> exchanges,
      List<Gap> gaps)
      implements SnapshotPart {
    @Override
    public boolean stageFailed() {
      return !gaps.isEmpty();
    }
  }

  /**
   * @param lookups that the servers' answers led to, beyond those of {@link DnsObservations}
   */
  record MailServerObservations(
      List<DnsLookup> lookups,
      List<MailServer> servers,
      List<MailboxServer> mailboxes,
      List<Gap> gaps)
      implements SnapshotPart {
    @Override
    public boolean stageFailed() {
      return !gaps.isEmpty();
    }
  }

  /** The type of what a cell of this source brings home. */
  static Class<? extends SnapshotPart> typeFor(Cell.Source source) {
    return switch (source) {
      case ACCOUNT -> AccountRegions.class;
      case REGION -> RegionResources.class;
      case SUPPORT -> SupportCases.class;
      case ZONES -> HostedZones.class;
      case DNS -> DnsObservations.class;
      case SERVERS -> MailServerObservations.class;
    };
  }

  /** What stands for a cell that was given up: nothing is known of it, and why. */
  static SnapshotPart unavailable(Cell cell, Reason reason) {
    List<Gap> gaps = List.of(new Gap(cell.region().isEmpty() ? null : cell.region(), reason));
    return switch (cell.source()) {
      case ACCOUNT -> new AccountRegions(Observed.unknown(reason), gaps);
      case REGION -> new RegionResources(RegionInventory.notCollected(cell.region(), reason), gaps);
      case SUPPORT -> new SupportCases(Observed.unknown(reason), gaps);
      case ZONES -> new HostedZones(Observed.unknown(reason), gaps);
      case DNS ->
          new DnsObservations(List.of(), Observed.unknown(reason), List.of(), List.of(), gaps);
      case SERVERS -> new MailServerObservations(List.of(), List.of(), List.of(), gaps);
    };
  }
}
