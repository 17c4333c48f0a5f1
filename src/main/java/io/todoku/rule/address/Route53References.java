package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.HostedZone.RecordSet;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records of the account's Route 53 zones hold an address.
 *
 * @param names that point to it as far as the zone tells, with their zone; those that DNS was seen
 *     to answer with it are told by {@link DnsReferences}
 * @param unserved names that the zone points to it and DNS does not: the zone is not the one that
 *     the world asks
 * @param unread why some zone could not be read; null where all were
 * @param evidence the records that hold it, or else that none does
 */
record Route53References(
    Set<String> names,
    Set<String> unservedNames,
    @Nullable Reason unreadReason,
    List<Evidence> evidence) {

  private static final String API = "route53:ListResourceRecordSets";

  /** Records of one zone, and zones without one, that are shown. */
  private static final int MAX_SHOWN = 20;

  static Route53References to(String address, Snapshot snapshot) {
    return switch (snapshot.zones()) {
      case Unknown<List<HostedZone>>(Reason reason) ->
          new Route53References(
              Set.of(),
              Set.of(),
              reason,
              List.of(Evidence.awsFailure(reason, snapshot.finishedAt())));
      case Known<List<HostedZone>>(List<HostedZone> zones) -> {
        Route53ReferenceSearch search = new Route53ReferenceSearch(address, snapshot);
        zones.forEach(search::searchZone);
        yield search.result();
      }
    };
  }

  private static final class Route53ReferenceSearch {
    private final String address;
    private final Snapshot snapshot;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> unservedNames = new LinkedHashSet<>();
    private final List<Evidence> hits = new ArrayList<>();
    private final List<String> zonesWithoutRecord = new ArrayList<>();
    private @Nullable Reason unreadReason;

    Route53ReferenceSearch(String address, Snapshot snapshot) {
      this.address = address;
      this.snapshot = snapshot;
    }

    void searchZone(HostedZone zone) {
      if (zone.records() instanceof Unknown<List<RecordSet>>(Reason reason)) {
        unreadReason = unreadReason == null ? reason : unreadReason;
        return;
      }
      List<RecordSet> holding = zone.recordSetsWith(address);
      if (holding.isEmpty()) {
        zonesWithoutRecord.add(zone.name() + " (" + zone.id() + "): no record of " + address);
        return;
      }
      hits.add(
          Evidence.aws(
              API + " --hosted-zone-id " + zone.id(),
              holding.stream().limit(MAX_SHOWN).map(Route53ReferenceSearch::format).toList(),
              snapshot.finishedAt()));
      classifyNames(zone, holding);
    }

    /** Names that were not asked are as those of their zone that were. */
    private void classifyNames(HostedZone zone, List<RecordSet> holding) {
      Set<String> alive = new LinkedHashSet<>();
      Set<String> dead = new LinkedHashSet<>();
      Set<String> unasked = new LinkedHashSet<>();
      boolean served = false;
      for (RecordSet set : holding) {
        DnsLookup forward = snapshot.lookup(set.name(), set.type());
        String name = "%s (Route 53 %s)".formatted(set.name(), zone.name());
        if (isContradictedByDns(forward, set)) {
          hits.add(Evidence.dns(forward));
          dead.add(name);
        } else if (resolvesToAddress(forward)) {
          served = true;
        } else {
          (wasNotLookedUp(forward) ? unasked : alive).add(name);
        }
      }
      boolean elsewhere = !dead.isEmpty() && alive.isEmpty() && !served;
      (elsewhere ? dead : alive).addAll(unasked);
      names.addAll(alive);
      unservedNames.addAll(dead);
    }

    private static boolean wasNotLookedUp(DnsLookup forward) {
      return forward.answer() instanceof Unknown<DnsAnswer>(Reason reason)
          && reason.cause() == Reason.Cause.NOT_ASKED;
    }

    /** One of several sets of a name is not given to everybody at all times. */
    private boolean isContradictedByDns(DnsLookup forward, RecordSet set) {
      return forward.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && !resolvesToAddress(forward)
          && switch (answer.status()) {
            case NXDOMAIN -> true;
            case NODATA, ANSWERED -> set.setIdentifier() == null;
            case BOGUS, CNAME_LOOP -> false;
          };
    }

    private boolean resolvesToAddress(DnsLookup forward) {
      return forward.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && answer.records().stream().anyMatch(record -> Network.sameAddress(record, address));
    }

    private static String format(RecordSet set) {
      String line = set.name() + " " + set.type() + " " + String.join(" ", set.values());
      return set.setIdentifier() == null ? line : line + " (" + set.setIdentifier() + ")";
    }

    Route53References result() {
      List<Evidence> evidence = new ArrayList<>(hits);
      if (hits.isEmpty()) {
        evidence.add(missEvidence());
        if (unreadReason != null) {
          evidence.add(Evidence.awsFailure(unreadReason, snapshot.finishedAt()));
        }
      }
      return new Route53References(names, unservedNames, unreadReason, List.copyOf(evidence));
    }

    private Evidence missEvidence() {
      return Evidence.aws(
          "route53:ListHostedZones, ListResourceRecordSets",
          zonesWithoutRecord.isEmpty()
              ? List.of("no public zone read")
              : zonesWithoutRecord.stream().limit(MAX_SHOWN).toList(),
          snapshot.finishedAt());
    }
  }
}
