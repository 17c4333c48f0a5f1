package io.todoku.collect;

import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;

/** A snapshot taken apart again: what each cell of its scan brought home. */
public final class SnapshotSplitter {

  private SnapshotSplitter() {}

  public static SnapshotPart part(Snapshot snapshot, Cell cell) {
    return switch (cell.source()) {
      case SCOPE -> throw new IllegalArgumentException("a scope is not collected");
      case ACCOUNT ->
          new SnapshotPart.AccountRegions(
              snapshot.regions().map(all -> all.stream().map(RegionInventory::name).toList()),
              snapshot.regionAvailability(),
              snapshot.gaps());
      case REGION ->
          new SnapshotPart.RegionResources(
              snapshot.knownRegions().stream()
                  .filter(region -> region.name().equals(cell.region()))
                  .findFirst()
                  .orElseThrow(),
              List.of());
      case SUPPORT -> new SnapshotPart.SupportCases(snapshot.supportCases(), List.of());
      case ZONES -> new SnapshotPart.HostedZones(snapshot.zones(), List.of());
      case DNS ->
          new SnapshotPart.DnsObservations(
              snapshot.lookups(),
              snapshot.blocklists(),
              snapshot.mtaStsPolicies(),
              List.of(),
              List.of());
      case SERVERS ->
          new SnapshotPart.MailServerObservations(
              List.of(), snapshot.servers(), snapshot.mailboxes(), List.of());
    };
  }
}
