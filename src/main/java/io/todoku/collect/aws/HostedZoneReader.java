package io.todoku.collect.aws;

import io.todoku.collect.aws.Route53Queries.ZoneSummary;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.HostedZone.RecordSet;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the public zones of an account one after the other, small ones first, so that a huge zone
 * keeps as few others as possible from being read. What exceeds the bounds is Unknown.
 */
final class HostedZoneReader {

  /** Calls in one scan; they take less than a minute. */
  static final int MAX_CALLS = 100;

  /** Pages of the list of zones, with 100 zones each. */
  private static final int MAX_LIST_PAGES = 20;

  /** Addresses that are kept, over all zones. */
  private static final int MAX_VALUES = 20_000;

  /** Causes that may concern one zone only; the next zone is still read. */
  private static final Set<ReasonKind> ZONE_SPECIFIC_CAUSES =
      Set.of(
          ReasonKind.DENIED,
          ReasonKind.DENIED_EXPLICITLY,
          ReasonKind.FAILED,
          ReasonKind.UNAVAILABLE,
          ReasonKind.MALFORMED,
          ReasonKind.INTERNAL_ERROR);

  private final Route53Queries route53;
  private final ApiCaller caller;
  private int callsLeft = MAX_CALLS;
  private int valuesLeft = MAX_VALUES;
  private @Nullable Reason failure;

  HostedZoneReader(AwsClients clients, AccountSession session, ApiCaller caller) {
    this.route53 = new Route53Queries(clients.route53(session.partition()), session);
    this.caller = caller;
  }

  CompletableFuture<Observed<List<HostedZone>>> start() {
    return caller.start(() ->
        caller
            .call(null, ApiCall.LIST_HOSTED_ZONES, () -> route53.zones(MAX_LIST_PAGES))
            .map(this::read));
  }

  private List<HostedZone> read(List<ZoneSummary> zones) {
    List<HostedZone> read = new ArrayList<>();
    zones.stream()
        .sorted(Comparator.comparing(ZoneSummary::recordSetCount).thenComparing(ZoneSummary::id))
        .forEach(zone -> read.add(new HostedZone(zone.id(), zone.name(), records(zone))));
    if (failure != null) {
      caller.recordGap(null, failure);
    }
    return List.copyOf(read);
  }

  private Observed<List<RecordSet>> records(ZoneSummary zone) {
    if (failure != null && !ZONE_SPECIFIC_CAUSES.contains(failure.kind())) {
      return Observed.unknown(failure);
    }
    if (zone.pageCount() > callsLeft) {
      return notRead(zone, MAX_CALLS + " calls in one scan");
    }
    callsLeft -= zone.pageCount();
    return switch (caller.callWithoutGap(
        null, ApiCall.LIST_RESOURCE_RECORD_SETS, () -> route53.records(zone))) {
      case Unknown<List<RecordSet>>(Reason reason) -> {
        failure =
            failure == null || !ZONE_SPECIFIC_CAUSES.contains(reason.kind()) ? reason : failure;
        yield Observed.unknown(reason);
      }
      case Known<List<RecordSet>>(List<RecordSet> sets) -> {
        int values = sets.stream().mapToInt(set -> set.values().size()).sum();
        if (values > valuesLeft) {
          yield notRead(zone, MAX_VALUES + " addresses in one scan");
        }
        valuesLeft -= values;
        yield Observed.known(sets);
      }
    };
  }

  /**
   * Returns a reason but records no gap, because the zone was left out by choice and would appear
   * as a gap in every scan.
   */
  private static Observed<List<RecordSet>> notRead(ZoneSummary zone, String bound) {
    return Observed.unknown(
        Reason.of(
            ReasonKind.NOT_ASKED,
            ApiCall.LIST_RESOURCE_RECORD_SETS.action(),
            "%s holds %d record sets, beyond %s"
                .formatted(zone.name(), zone.recordSetCount(), bound)));
  }
}
