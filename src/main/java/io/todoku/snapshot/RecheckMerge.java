package io.todoku.snapshot;

import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Recheck.AwsReading;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import io.todoku.snapshot.RecheckObservations.RegionReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays what a recheck observed over a snapshot. Whatever is taken over keeps the time at which it
 * was observed, and the snapshot keeps the times of its scan.
 */
public final class RecheckMerge {

  private final Snapshot base;
  private final RecheckObservations fresh;
  private final ReplacedObservations replacement;
  private final List<AwsReading> readings = new ArrayList<>();

  private RecheckMerge(Snapshot base, RecheckObservations fresh, ReplacedObservations replacement) {
    this.base = base;
    this.fresh = fresh;
    this.replacement = replacement;
  }

  /**
   * The snapshot with the new observations.
   *
   * @param scanId of the recheck
   */
  public static Snapshot merge(
      Snapshot base, String scanId, RecheckObservations fresh, ReplacedObservations replacement) {
    return new RecheckMerge(base, fresh, replacement).merge(scanId);
  }

  private Snapshot merge(String scanId) {
    Observed<List<RegionInventory>> regions =
        base.regions().map(all -> all.stream().map(this::merge).toList());
    Observed<List<SupportCase>> supportCases =
        merge(AwsService.SUPPORT, base.supportCases(), fresh.supportCases());
    Observed<List<HostedZone>> zones = merge(AwsService.ROUTE53, base.zones(), fresh.zones());
    return new Snapshot(
        base.version(),
        scanId,
        base.account(),
        base.startedAt(),
        base.finishedAt(),
        fresh.finishedAt(),
        regions,
        supportCases,
        merge(base.lookups(), fresh.lookups(), l -> l.name() + " " + l.type(), DnsLookup::answer),
        servers(),
        base.attestations(),
        gaps(reasons(regions.orElse(List.of()).stream(), supportCases, zones)),
        base.blocklists(),
        merge(
            base.mtaStsPolicies(),
            fresh.policies(),
            MtaStsPolicyLookup::domain,
            MtaStsPolicyLookup::answer),
        zones,
        merge(
            base.mailboxes(),
            fresh.mailboxes(),
            m -> m.address() + " " + m.protocol(),
            MailboxServer::dialogue),
        base.regionAvailability(),
        new Recheck(
            fresh.startedAt(), fresh.finishedAt(), replacement, allReadings(), fresh.obstacles()));
  }

  /**
   * Once a server greets us, our own network lets port 25 out. A server that stayed silent while it
   * did not, and that was not probed again, counts as not asked.
   */
  private List<MailServer> servers() {
    List<MailServer> merged =
        merge(base.servers(), fresh.servers(), MailServer::address, MailServer::dialogue);
    return isPort25Open() ? merged.stream().map(MailServer::notAskedIfBlocked).toList() : merged;
  }

  /**
   * Whether a server on the Internet greeted us. A refused connection shows nothing, because our
   * own firewall may have refused it, and neither does a server in a network of our own.
   */
  private boolean isPort25Open() {
    return replacement != ReplacedObservations.NONE
        && fresh.servers().stream()
            .filter(server -> IpRanges.isPublic(server.address()))
            .map(MailServer::dialogue)
            .anyMatch(dialogue ->
                dialogue instanceof Known<SmtpDialogue>(var known) && known.greeting() != null);
  }

  /** Whether anything answered that the recheck asked, and the new answers count. */
  private <T> boolean isAnswered(List<T> newer, Function<T, ? extends Observed<?>> answer) {
    return replacement != ReplacedObservations.NONE
        && newer.stream().map(answer).anyMatch(Known.class::isInstance);
  }

  /** Observations of equal keys are of the same thing. */
  private <T> List<T> merge(
      List<T> earlier,
      List<T> newer,
      Function<T, String> key,
      Function<T, ? extends Observed<?>> answer) {
    Map<String, T> merged = new LinkedHashMap<>();
    earlier.forEach(one -> merged.putIfAbsent(key.apply(one), one));
    Map<String, T> first = new HashMap<>();
    newer.forEach(one -> first.putIfAbsent(key.apply(one), one));
    first.forEach((name, one) -> {
      T before = merged.get(name);
      if (replaces(before == null ? null : answer.apply(before), answer.apply(one))) {
        merged.put(name, one);
      }
    });
    return List.copyOf(merged.values());
  }

  private boolean replaces(@Nullable Observed<?> earlier, Observed<?> newer) {
    return switch (replacement) {
      case ALL -> true;
      case KNOWN -> newer instanceof Known || !(earlier instanceof Known);
      case NONE -> false;
    };
  }

  private <T> Observed<T> merge(
      AwsService service, Observed<T> earlier, @Nullable Observed<T> newer) {
    if (newer == null || !replaces(earlier, newer)) {
      return earlier;
    }
    readings.add(new AwsReading(service, null, fresh.finishedAt()));
    return newer;
  }

  private RegionInventory merge(RegionInventory earlier) {
    RegionInventory merged = earlier;
    for (RegionReading reading : fresh.regions()) {
      if (reading.inventory().name().equals(earlier.name())) {
        for (AwsService service : reading.services()) {
          merged = merge(merged, reading.inventory(), service);
        }
      }
    }
    return merged;
  }

  /** A service whose lists are not all taken keeps the time of the scan. */
  private RegionInventory merge(
      RegionInventory earlier, RegionInventory newer, AwsService service) {
    List<Boolean> taken = new ArrayList<>();
    RegionInventory merged =
        earlier.with(
            newer,
            service,
            (before, after) -> {
              boolean replaces = replaces(before, after);
              taken.add(replaces);
              return replaces;
            });
    if (!taken.contains(false)) {
      readings.add(new AwsReading(service, earlier.name(), fresh.finishedAt()));
    }
    return merged;
  }

  private List<AwsReading> allReadings() {
    Recheck before = base.recheck();
    Stream<AwsReading> earlier = before == null ? Stream.of() : before.readings().stream();
    return Stream.concat(
            readings.stream(),
            earlier.filter(reading -> readings.stream().noneMatch(reading::isSamePlace)))
        .toList();
  }

  /**
   * Gaps of what was read again give way to those that are left. A gap of the whole account that
   * blames our own network or resolver ends with the first answer that came through it.
   *
   * @param left why lists of AWS are unknown now
   */
  private List<Gap> gaps(Set<Reason> left) {
    if (replacement == ReplacedObservations.NONE) {
      return base.gaps();
    }
    Set<Reason> met = reasons(base.knownRegions().stream(), base.supportCases(), base.zones());
    met.addAll(
        reasons(
            fresh.regions().stream().map(RegionReading::inventory),
            fresh.supportCases(),
            fresh.zones()));
    return Stream.concat(base.gaps().stream().filter(gap -> !isReadAgain(gap)), newGaps())
        .filter(
            gap -> isOfService(gap) || !met.contains(gap.reason()) || left.contains(gap.reason()))
        .filter(gap -> !isDisproved(gap))
        .distinct()
        .toList();
  }

  /** Why lists of AWS are unknown: also a login that failed, which is of no service. */
  private static Set<Reason> reasons(
      Stream<RegionInventory> regions, @Nullable Observed<?>... others) {
    return Stream.concat(regions.flatMap(RegionInventory::lists), Arrays.stream(others))
        .flatMap(
            list -> list instanceof Unknown<?>(Reason reason) ? Stream.of(reason) : Stream.of())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private boolean isDisproved(Gap gap) {
    return (gap.concernsOwnPort() && isPort25Open())
        || (gap.concernsResolvers() && isAnswered(fresh.lookups(), DnsLookup::answer));
  }

  private static boolean isOfService(Gap gap) {
    return AwsService.ofAction(gap.reason().source()).isPresent();
  }

  private boolean isReadAgain(Gap gap) {
    return AwsService.ofAction(gap.reason().source())
        .map(service -> new AwsReading(service, gap.region(), fresh.finishedAt()))
        .filter(place -> readings.stream().anyMatch(place::isSamePlace))
        .isPresent();
  }

  /** A call that failed while its earlier list is kept leaves no gap. */
  private Stream<Gap> newGaps() {
    return fresh.gaps().stream()
        .filter(gap ->
            replacement == ReplacedObservations.ALL || !isOfService(gap) || isReadAgain(gap));
  }
}
