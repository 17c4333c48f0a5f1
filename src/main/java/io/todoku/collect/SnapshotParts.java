package io.todoku.collect;

import io.todoku.collect.Cell.Source;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RecheckObservations;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts collected so far, and which cells come next. */
public record SnapshotParts(Map<Cell, SnapshotPart> all) {

  public static final SnapshotParts NONE = new SnapshotParts(Map.of());

  public SnapshotParts {
    all = Map.copyOf(all);
  }

  public SnapshotParts with(Map<Cell, SnapshotPart> fresh) {
    Map<Cell, SnapshotPart> both = new LinkedHashMap<>(all);
    both.putAll(fresh);
    return new SnapshotParts(both);
  }

  /**
   * Returns the cells that can be collected now, in parallel: AWS first, then DNS for what was
   * found in AWS, then the mail servers. Empty if all are collected.
   */
  public List<Cell> nextCells() {
    Optional<RecheckScope> scope = scope();
    if (scope.isPresent()) {
      return scope.get().cells().stream()
          .map(this::notYetCollected)
          .filter(cells -> !cells.isEmpty())
          .findFirst()
          .orElse(List.of());
    }
    if (!all.containsKey(Cell.of(Source.ACCOUNT))) {
      return List.of(Cell.of(Source.ACCOUNT));
    }
    List<Cell> aws = notYetCollected(cellsOfAccount());
    if (!aws.isEmpty()) {
      return aws;
    }
    return Stream.of(Cell.of(Source.DNS), Cell.of(Source.SERVERS))
        .filter(cell -> !all.containsKey(cell))
        .limit(1)
        .toList();
  }

  /** The parts of a recheck before any cell is collected. */
  public static SnapshotParts within(RecheckScope scope) {
    return NONE.with(Map.of(Cell.of(Source.SCOPE), new SnapshotPart.Scope(scope)));
  }

  /** What a recheck is limited to; empty for a scan. */
  public Optional<RecheckScope> scope() {
    return find(Cell.of(Source.SCOPE), SnapshotPart.Scope.class).map(SnapshotPart.Scope::scope);
  }

  /** The public addresses of the Regions that a recheck has read so far. */
  Set<String> heldAddresses() {
    return all.values().stream()
        .filter(SnapshotPart.RegionResources.class::isInstance)
        .map(SnapshotPart.RegionResources.class::cast)
        .flatMap(part -> PublicAddress.in(part.inventory()).stream())
        .map(PublicAddress::address)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns what a recheck observed.
   *
   * @throws java.util.NoSuchElementException if these are the parts of a scan
   */
  public RecheckObservations recheckObservations(Instant startedAt, Instant finishedAt) {
    RecheckScope scope = scope().orElseThrow();
    var names = find(Cell.of(Source.DNS), SnapshotPart.DnsObservations.class);
    var servers = find(Cell.of(Source.SERVERS), SnapshotPart.MailServerObservations.class);
    return new RecheckObservations(
        startedAt,
        finishedAt,
        scope.aws().stream()
            .flatMap(part -> Optional.ofNullable(part.region()).stream())
            .map(region ->
                new RecheckObservations.RegionReading(
                    part(Cell.of(region), SnapshotPart.RegionResources.class).inventory(),
                    scope.services(region)))
            .toList(),
        find(Cell.of(Source.SUPPORT), SnapshotPart.SupportCases.class)
            .map(SnapshotPart.SupportCases::cases)
            .orElse(null),
        find(Cell.of(Source.ZONES), SnapshotPart.HostedZones.class)
            .map(SnapshotPart.HostedZones::zones)
            .orElse(null),
        Stream.concat(
                names.stream().flatMap(part -> part.lookups().stream()),
                servers.stream().flatMap(part -> part.lookups().stream()))
            .toList(),
        servers.map(SnapshotPart.MailServerObservations::servers).orElse(List.of()),
        servers.map(SnapshotPart.MailServerObservations::mailboxes).orElse(List.of()),
        names.map(SnapshotPart.DnsObservations::policies).orElse(List.of()),
        all.values().stream().flatMap(part -> part.gaps().stream()).distinct().toList());
  }

  /**
   * The parts of a running scan, in which everything that is not collected yet is unknown; empty
   * before its Regions are known.
   */
  public Optional<SnapshotParts> withRestUnknown() {
    if (!all.containsKey(Cell.of(Source.ACCOUNT))) {
      return Optional.empty();
    }
    Map<Cell, SnapshotPart> rest = new LinkedHashMap<>();
    Stream.concat(
            cellsOfAccount().stream(), Stream.of(Cell.of(Source.DNS), Cell.of(Source.SERVERS)))
        .filter(cell -> !all.containsKey(cell))
        .forEach(cell ->
            rest.put(
                cell,
                SnapshotPart.unavailable(
                    cell, Reason.of(ReasonKind.NOT_YET, cell.toString(), ""))));
    return Optional.of(with(rest));
  }

  private <P extends SnapshotPart> Optional<P> find(Cell cell, Class<P> type) {
    return Optional.ofNullable(all.get(cell)).map(type::cast);
  }

  private List<Cell> notYetCollected(List<Cell> cells) {
    return cells.stream().filter(cell -> !all.containsKey(cell)).toList();
  }

  /** Returns the cells of all Regions and account-wide APIs; none if the login failed. */
  private List<Cell> cellsOfAccount() {
    List<Cell> cells = new ArrayList<>();
    if (accountRegions().regions() instanceof Known<List<String>>(List<String> names)) {
      names.forEach(name -> cells.add(Cell.of(name)));
      cells.add(Cell.of(Source.SUPPORT));
      cells.add(Cell.of(Source.ZONES));
    }
    return cells;
  }

  private SnapshotPart.AccountRegions accountRegions() {
    return part(Cell.of(Source.ACCOUNT), SnapshotPart.AccountRegions.class);
  }

  Observed<List<RegionInventory>> regions() {
    return accountRegions()
        .regions()
        .map(names ->
            names.stream()
                .map(name -> part(Cell.of(name), SnapshotPart.RegionResources.class).inventory())
                .toList());
  }

  Observed<RegionAvailability> regionAvailability() {
    return accountRegions().availability();
  }

  Observed<List<SupportCase>> supportCases() {
    return switch (accountRegions().regions()) {
      case Known<List<String>> _ ->
          part(Cell.of(Source.SUPPORT), SnapshotPart.SupportCases.class).cases();
      case Observed.Unknown<List<String>>(Reason reason) -> Observed.unknown(reason);
    };
  }

  Observed<List<HostedZone>> zones() {
    return switch (accountRegions().regions()) {
      case Known<List<String>> _ ->
          part(Cell.of(Source.ZONES), SnapshotPart.HostedZones.class).zones();
      case Observed.Unknown<List<String>>(Reason reason) -> Observed.unknown(reason);
    };
  }

  SnapshotPart.DnsObservations dns() {
    return part(Cell.of(Source.DNS), SnapshotPart.DnsObservations.class);
  }

  SnapshotPart.MailServerObservations mailServers() {
    return part(Cell.of(Source.SERVERS), SnapshotPart.MailServerObservations.class);
  }

  List<DnsLookup> lookups() {
    return Stream.concat(dns().lookups().stream(), mailServers().lookups().stream()).toList();
  }

  /**
   * Returns the gaps of all parts, in the order in which cells are collected. A reason that closed
   * the whole account is listed once.
   */
  List<Gap> gaps() {
    List<Cell> order = new ArrayList<>(List.of(Cell.of(Source.ACCOUNT)));
    order.addAll(cellsOfAccount());
    order.add(Cell.of(Source.DNS));
    order.add(Cell.of(Source.SERVERS));
    return order.stream()
        .flatMap(cell -> part(cell, SnapshotPart.class).gaps().stream())
        .distinct()
        .toList();
  }

  private <P extends SnapshotPart> P part(Cell cell, Class<P> type) {
    return type.cast(Objects.requireNonNull(all.get(cell), () -> cell + " is not collected yet"));
  }
}
