package io.todoku.collect;

import io.todoku.collect.Cell.Source;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What has been brought home so far, and what is to be collected next. */
public record Parts(Map<Cell, Part> all) {

  public static final Parts NONE = new Parts(Map.of());

  public Parts {
    all = Map.copyOf(all);
  }

  public Parts with(Map<Cell, Part> fresh) {
    Map<Cell, Part> both = new LinkedHashMap<>(all);
    both.putAll(fresh);
    return new Parts(both);
  }

  /**
   * The cells that can be collected now, side by side: AWS first, then DNS for what AWS holds, then
   * the mail servers. Empty: everything is there.
   */
  public List<Cell> next() {
    if (!all.containsKey(Cell.of(Source.ACCOUNT))) {
      return List.of(Cell.of(Source.ACCOUNT));
    }
    List<Cell> aws = missing(behindTheDoor());
    if (!aws.isEmpty()) {
      return aws;
    }
    return Stream.of(Cell.of(Source.DNS), Cell.of(Source.SERVERS))
        .filter(cell -> !all.containsKey(cell))
        .limit(1)
        .toList();
  }

  private List<Cell> missing(List<Cell> cells) {
    return cells.stream().filter(cell -> !all.containsKey(cell)).toList();
  }

  /** None where the account could not be entered. */
  private List<Cell> behindTheDoor() {
    List<Cell> cells = new ArrayList<>();
    if (entry().regions() instanceof Known<List<String>>(List<String> names)) {
      names.forEach(name -> cells.add(Cell.of(name)));
      cells.add(Cell.of(Source.SUPPORT));
      cells.add(Cell.of(Source.ZONES));
    }
    return cells;
  }

  private Part.Entry entry() {
    return part(Cell.of(Source.ACCOUNT), Part.Entry.class);
  }

  Observed<List<RegionInventory>> regions() {
    return entry()
        .regions()
        .map(names ->
            names.stream()
                .map(name -> part(Cell.of(name), Part.Region.class).inventory())
                .toList());
  }

  Observed<List<SupportCase>> supportCases() {
    return switch (entry().regions()) {
      case Known<List<String>> _ -> part(Cell.of(Source.SUPPORT), Part.Support.class).cases();
      case Observed.Unknown<List<String>>(Reason reason) -> Observed.unknown(reason);
    };
  }

  Observed<List<HostedZone>> zones() {
    return switch (entry().regions()) {
      case Known<List<String>> _ -> part(Cell.of(Source.ZONES), Part.Zones.class).zones();
      case Observed.Unknown<List<String>>(Reason reason) -> Observed.unknown(reason);
    };
  }

  Part.Names names() {
    return part(Cell.of(Source.DNS), Part.Names.class);
  }

  Part.Servers servers() {
    return part(Cell.of(Source.SERVERS), Part.Servers.class);
  }

  List<DnsLookup> lookups() {
    return Stream.concat(names().lookups().stream(), servers().lookups().stream()).toList();
  }

  /** In the order in which the cells can be collected; what shut every door is told once. */
  List<Gap> gaps() {
    List<Cell> order = new ArrayList<>(List.of(Cell.of(Source.ACCOUNT)));
    order.addAll(behindTheDoor());
    order.add(Cell.of(Source.DNS));
    order.add(Cell.of(Source.SERVERS));
    return order.stream()
        .flatMap(cell -> part(cell, Part.class).gaps().stream())
        .distinct()
        .toList();
  }

  private <P extends Part> P part(Cell cell, Class<P> type) {
    return type.cast(Objects.requireNonNull(all.get(cell), () -> cell + " is not collected yet"));
  }
}
