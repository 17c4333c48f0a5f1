package io.todoku.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a snapshot, for tests that need other times, Regions or look-ups in it. */
public final class SnapshotCopy {

  private final Snapshot original;
  private Instant startedAt;
  private Instant finishedAt;
  private Instant judgedAt;
  private Observed<List<RegionInventory>> regions;
  private List<DnsLookup> lookups;
  private List<MailServer> servers;
  private Observed<RegionAvailability> regionAvailability;

  private SnapshotCopy(Snapshot original) {
    this.original = original;
    this.startedAt = original.startedAt();
    this.finishedAt = original.finishedAt();
    this.judgedAt = original.judgedAt();
    this.regions = original.regions();
    this.lookups = original.lookups();
    this.servers = original.servers();
    this.regionAvailability = original.regionAvailability();
  }

  public static SnapshotCopy copyOf(Snapshot snapshot) {
    return new SnapshotCopy(snapshot);
  }

  /** Sets the times at which collecting began and ended, and the time of judging. */
  public SnapshotCopy collectedAt(Instant time) {
    startedAt = time;
    finishedAt = time;
    judgedAt = time;
    return this;
  }

  public SnapshotCopy regions(Observed<List<RegionInventory>> observed) {
    regions = observed;
    return this;
  }

  public SnapshotCopy regionAvailability(RegionAvailability availability) {
    regionAvailability = Observed.known(availability);
    return this;
  }

  /** Adds the Regions of another snapshot, its look-ups and its mail servers. */
  public SnapshotCopy withRegionsOf(Snapshot other) {
    regions = Observed.known(union(original.knownRegions(), other.knownRegions()));
    lookups = union(lookups, other.lookups());
    servers = union(servers, other.servers());
    return this;
  }

  public SnapshotCopy servers(List<MailServer> probed) {
    servers = probed;
    return this;
  }

  public SnapshotCopy lookups(List<DnsLookup> answers) {
    lookups = answers;
    return this;
  }

  public SnapshotCopy without(DnsLookup lookup) {
    lookups = lookups.stream().filter(other -> !other.equals(lookup)).toList();
    return this;
  }

  public Snapshot build() {
    return new Snapshot(
        original.version(),
        original.scanId(),
        original.account(),
        startedAt,
        finishedAt,
        judgedAt,
        regions,
        original.supportCases(),
        lookups,
        servers,
        original.attestations(),
        original.gaps(),
        original.blocklists(),
        original.mtaStsPolicies(),
        original.zones(),
        original.mailboxes(),
        regionAvailability);
  }

  private static <T> List<T> union(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }
}
