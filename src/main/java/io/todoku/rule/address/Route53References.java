package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.HostedZone.RecordSet;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of the account's Route 53 zones that hold an address.
 *
 * @param names that point to the address as far as the zone shows, each followed by its zone; names
 *     that DNS was seen to resolve to the address are in {@link DnsReferences} instead
 * @param unservedNames names that point to the address in the zone but not in DNS, because the
 *     domain is delegated to another zone
 * @param unreadReason why a zone could not be read; null where all were read
 * @param evidence the records that hold the address, or that no zone has one
 */
record Route53References(
    Set<String> names,
    Set<String> unservedNames,
    @Nullable Reason unreadReason,
    List<Evidence> evidence) {

  private static final String API = "route53:ListResourceRecordSets";

  /** How many records of one zone, and how many zones without a record, the evidence lists. */
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
      List<RecordSet> matching = zone.recordSetsWith(address);
      if (matching.isEmpty()) {
        zonesWithoutRecord.add(zone.name() + " (" + zone.id() + "): no record of " + address);
        return;
      }
      hits.add(
          Evidence.aws(
              API + " --hosted-zone-id " + zone.id(),
              matching.stream().limit(MAX_SHOWN).map(Route53ReferenceSearch::format).toList(),
              snapshot.finishedAt()));
      classifyNames(zone, matching);
    }

    /** A name that was not looked up is counted with those of its zone that were. */
    private void classifyNames(HostedZone zone, List<RecordSet> matching) {
      Set<String> plausible = new LinkedHashSet<>();
      Set<String> contradicted = new LinkedHashSet<>();
      Set<String> notLookedUp = new LinkedHashSet<>();
      boolean served = false;
      for (RecordSet set : matching) {
        DnsLookup forward = snapshot.lookup(set.name(), set.type());
        String name = "%s (Route 53 %s)".formatted(set.name(), zone.name());
        if (isContradictedByDns(forward, set)) {
          hits.add(Evidence.dns(forward));
          contradicted.add(name);
        } else if (forward.resolvesTo(address)) {
          served = true;
        } else {
          (wasNotLookedUp(forward) ? notLookedUp : plausible).add(name);
        }
      }
      boolean delegatedElsewhere = !contradicted.isEmpty() && plausible.isEmpty() && !served;
      (delegatedElsewhere ? contradicted : plausible).addAll(notLookedUp);
      names.addAll(plausible);
      unservedNames.addAll(contradicted);
    }

    private static boolean wasNotLookedUp(DnsLookup forward) {
      return forward.answer() instanceof Unknown<DnsAnswer>(Reason reason)
          && reason.kind() == ReasonKind.NOT_ASKED;
    }

    /**
     * Whether DNS answers the name without this record. One of several record sets of a name is not
     * answered to everybody at all times, so only NXDOMAIN contradicts it.
     */
    private boolean isContradictedByDns(DnsLookup forward, RecordSet set) {
      return forward.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && !answer.hasAddress(address)
          && switch (answer.status()) {
            case NXDOMAIN -> true;
            case NODATA, ANSWERED -> set.setIdentifier() == null;
            case BOGUS, CNAME_LOOP -> false;
          };
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
