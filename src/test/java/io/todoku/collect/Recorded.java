package io.todoku.collect;

import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;

/** A snapshot taken apart again: what each cell of its scan brought home. */
public final class Recorded {

  private Recorded() {}

  public static Part part(Snapshot snapshot, Cell cell) {
    return switch (cell.source()) {
      case ACCOUNT ->
          new Part.Entry(
              snapshot.regions().map(all -> all.stream().map(RegionInventory::name).toList()),
              snapshot.gaps());
      case REGION ->
          new Part.Region(
              snapshot.knownRegions().stream()
                  .filter(region -> region.name().equals(cell.region()))
                  .findFirst()
                  .orElseThrow(),
              List.of());
      case SUPPORT -> new Part.Support(snapshot.supportCases(), List.of());
      case ZONES -> new Part.Zones(snapshot.zones(), List.of());
      case DNS ->
          new Part.Names(
              snapshot.lookups(), snapshot.blocklists(), snapshot.policies(), List.of(), List.of());
      case SERVERS ->
          new Part.Servers(List.of(), snapshot.servers(), snapshot.mailboxes(), List.of());
    };
  }
}
