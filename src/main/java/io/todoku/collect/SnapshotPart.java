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
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.util.List;
import java.util.stream.Stream;

/** What one cell has collected: a part of the future snapshot. */
public sealed interface SnapshotPart {

  /** Returns what could not be collected. */
  List<Gap> gaps();

  /** Whether this part makes its stage count as failed. */
  default boolean stageFailed() {
    return false;
  }

  /** What a recheck is limited to; no cell collects it. */
  record Scope(RecheckScope scope) implements SnapshotPart {
    @Override
    public List<Gap> gaps() {
      return List.of();
    }
  }

  /**
   * @param regions names of the Regions to read, or why the login failed
   * @param availability not asked where the Regions are configured
   */
  record AccountRegions(
      Observed<List<String>> regions, Observed<RegionAvailability> availability, List<Gap> gaps)
      implements SnapshotPart {

    /** A part that an earlier release has stored lacks the availability. */
    public AccountRegions {
      availability =
          availability == null
              ? Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "ec2:DescribeRegions", ""))
              : availability;
    }

    @Override
    public boolean stageFailed() {
      return regions instanceof Unknown;
    }
  }

  record RegionResources(RegionInventory inventory, List<Gap> gaps) implements SnapshotPart {}

  record SupportCases(Observed<List<SupportCase>> cases, List<Gap> gaps) implements SnapshotPart {}

  record HostedZones(Observed<List<HostedZone>> zones, List<Gap> gaps) implements SnapshotPart {}

  /**
   * @param exchanges addresses of the mail exchanges of the relay test's recipient
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
   * @param lookups of names that mail servers announced, in addition to those of {@link
   *     DnsObservations}
   */
  record MailServerObservations(
      List<DnsLookup> lookups,
      List<MailServer> servers,
      List<MailboxServer> mailboxes,
      List<Gap> gaps)
      implements SnapshotPart {

    /** Whether a connection to any server was tried: there was one, and it was allowed. */
    public boolean triedAny() {
      return Stream.concat(
              servers.stream().map(MailServer::dialogue),
              mailboxes.stream().map(MailboxServer::dialogue))
          .anyMatch(dialogue ->
              !(dialogue instanceof Unknown<?>(Reason reason))
                  || reason.kind() != ReasonKind.NOT_ALLOWED);
    }

    @Override
    public boolean stageFailed() {
      return !gaps.isEmpty();
    }
  }

  /** Returns the type of part that a cell of this source collects. */
  static Class<? extends SnapshotPart> typeFor(Cell.Source source) {
    return switch (source) {
      case SCOPE -> Scope.class;
      case ACCOUNT -> AccountRegions.class;
      case REGION -> RegionResources.class;
      case SUPPORT -> SupportCases.class;
      case ZONES -> HostedZones.class;
      case DNS -> DnsObservations.class;
      case SERVERS -> MailServerObservations.class;
    };
  }

  /**
   * Returns the part for a cell that could not be collected: everything in it is Unknown for this
   * reason.
   */
  static SnapshotPart unavailable(Cell cell, Reason reason) {
    List<Gap> gaps = List.of(new Gap(cell.region().isEmpty() ? null : cell.region(), reason));
    return switch (cell.source()) {
      case SCOPE -> throw new IllegalArgumentException("a scope is known");
      case ACCOUNT -> new AccountRegions(Observed.unknown(reason), Observed.unknown(reason), gaps);
      case REGION -> new RegionResources(RegionInventory.notCollected(cell.region(), reason), gaps);
      case SUPPORT -> new SupportCases(Observed.unknown(reason), gaps);
      case ZONES -> new HostedZones(Observed.unknown(reason), gaps);
      case DNS ->
          new DnsObservations(List.of(), Observed.unknown(reason), List.of(), List.of(), gaps);
      case SERVERS -> new MailServerObservations(List.of(), List.of(), List.of(), gaps);
    };
  }
}
