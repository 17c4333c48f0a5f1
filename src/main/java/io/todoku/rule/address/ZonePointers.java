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
 *     to answer with it are told by {@link Pointers}
 * @param unserved names that the zone points to it and DNS does not: the zone is not the one that
 *     the world asks
 * @param unread why some zone could not be read; null where all were
 * @param evidence the records that hold it, or else that none does
 */
record ZonePointers(
    Set<String> names, Set<String> unserved, @Nullable Reason unread, List<Evidence> evidence) {

  private static final String API = "route53:ListResourceRecordSets";

  /** Records of one zone, and zones without one, that are shown. */
  private static final int SHOWN = 20;

  static ZonePointers to(String address, Snapshot snapshot) {
    return switch (snapshot.zones()) {
      case Unknown<List<HostedZone>>(Reason reason) ->
          new ZonePointers(
              Set.of(), Set.of(), reason, List.of(Evidence.refused(reason, snapshot.finishedAt())));
      case Known<List<HostedZone>>(List<HostedZone> zones) -> {
        Search search = new Search(address, snapshot);
        zones.forEach(search::look);
        yield search.found();
      }
    };
  }

  private static final class Search {
    private final String address;
    private final Snapshot snapshot;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> unserved = new LinkedHashSet<>();
    private final List<Evidence> hits = new ArrayList<>();
    private final List<String> without = new ArrayList<>();
    private @Nullable Reason unread;

    Search(String address, Snapshot snapshot) {
      this.address = address;
      this.snapshot = snapshot;
    }

    void look(HostedZone zone) {
      if (zone.records() instanceof Unknown<List<RecordSet>>(Reason reason)) {
        unread = unread == null ? reason : unread;
        return;
      }
      List<RecordSet> holding = zone.holding(address);
      if (holding.isEmpty()) {
        without.add(zone.name() + " (" + zone.id() + "): no record of " + address);
        return;
      }
      hits.add(
          Evidence.aws(
              API + " --hosted-zone-id " + zone.id(),
              holding.stream().limit(SHOWN).map(Search::line).toList(),
              snapshot.finishedAt()));
      point(zone, holding);
    }

    /** Names that were not asked are as those of their zone that were. */
    private void point(HostedZone zone, List<RecordSet> holding) {
      Set<String> alive = new LinkedHashSet<>();
      Set<String> dead = new LinkedHashSet<>();
      Set<String> unasked = new LinkedHashSet<>();
      boolean served = false;
      for (RecordSet set : holding) {
        DnsLookup forward = snapshot.lookup(set.name(), set.type());
        String name = "%s (Route 53 %s)".formatted(set.name(), zone.name());
        if (isDenied(forward, set)) {
          hits.add(Evidence.dns(forward));
          dead.add(name);
        } else if (answersIt(forward)) {
          served = true;
        } else {
          (isUnasked(forward) ? unasked : alive).add(name);
        }
      }
      boolean elsewhere = !dead.isEmpty() && alive.isEmpty() && !served;
      (elsewhere ? dead : alive).addAll(unasked);
      names.addAll(alive);
      unserved.addAll(dead);
    }

    private static boolean isUnasked(DnsLookup forward) {
      return forward.answer() instanceof Unknown<DnsAnswer>(Reason reason)
          && reason.cause() == Reason.Cause.NOT_ASKED;
    }

    /** One of several sets of a name is not given to everybody at all times. */
    private boolean isDenied(DnsLookup forward, RecordSet set) {
      return forward.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && !answersIt(forward)
          && switch (answer.status()) {
            case NXDOMAIN -> true;
            case NODATA, ANSWERED -> set.set() == null;
            case BOGUS, CNAME_LOOP -> false;
          };
    }

    private boolean answersIt(DnsLookup forward) {
      return forward.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && answer.records().stream().anyMatch(record -> Network.same(record, address));
    }

    private static String line(RecordSet set) {
      String line = set.name() + " " + set.type() + " " + String.join(" ", set.values());
      return set.set() == null ? line : line + " (" + set.set() + ")";
    }

    ZonePointers found() {
      List<Evidence> evidence = new ArrayList<>(hits);
      if (hits.isEmpty()) {
        evidence.add(misses());
        if (unread != null) {
          evidence.add(Evidence.refused(unread, snapshot.finishedAt()));
        }
      }
      return new ZonePointers(names, unserved, unread, List.copyOf(evidence));
    }

    private Evidence misses() {
      return Evidence.aws(
          "route53:ListHostedZones, ListResourceRecordSets",
          without.isEmpty()
              ? List.of("no public zone read")
              : without.stream().limit(SHOWN).toList(),
          snapshot.finishedAt());
    }
  }
}
