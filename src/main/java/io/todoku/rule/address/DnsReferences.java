package io.todoku.rule.address;

import io.todoku.rule.AwsNames;
import io.todoku.rule.Evidence;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
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
 * The names that DNS was seen to resolve to an address. Names that AWS gives to every address are
 * left out, because they show nothing about use.
 *
 * @param names each once; an MX host is followed by its domain in parentheses
 * @param unknownReason why one of the look-ups failed; null where all were answered
 * @param evidence the look-ups that answered with the address; where none did, all that were made
 */
record DnsReferences(Set<String> names, @Nullable Reason unknownReason, List<Evidence> evidence) {

  static DnsReferences to(String address, Snapshot snapshot) {
    DnsReferenceSearch search = new DnsReferenceSearch(address, snapshot);
    search.searchMxHosts();
    search.searchPtr();
    search.searchOtherLookups();
    return new DnsReferences(
        search.names,
        search.unknownReason,
        List.copyOf(search.hits.isEmpty() ? search.misses : search.hits));
  }

  private static final class DnsReferenceSearch {
    private final String address;
    private final Snapshot snapshot;
    private final String type;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<DnsLookup> visited = new LinkedHashSet<>();
    private final List<Evidence> hits = new ArrayList<>();
    private final List<Evidence> misses = new ArrayList<>();
    private @Nullable Reason unknownReason;

    DnsReferenceSearch(String address, Snapshot snapshot) {
      this.address = address;
      this.snapshot = snapshot;
      this.type = DnsLookup.addressType(address);
    }

    void searchMxHosts() {
      for (MailDomain domain : snapshot.account().mailDomains()) {
        DnsLookup mx = snapshot.lookup(domain.name(), "MX");
        for (String host : DnsLookup.mxHosts(records(mx))) {
          if (addIfPointsHere(snapshot.lookup(host, type), host + " (MX " + domain.name() + ")")) {
            hits.add(Evidence.dns(mx));
          }
        }
      }
    }

    void searchPtr() {
      records(snapshot.ptrLookup(address)).stream()
          .filter(name -> !AwsNames.isProviderName(name))
          .forEach(name -> addIfPointsHere(snapshot.lookup(name, type), name));
    }

    /** Searches every other name that the scan looked up, for whatever reason. */
    void searchOtherLookups() {
      List<String> lists = snapshot.blocklists().orElse(List.of());
      snapshot.lookups().stream()
          .filter(lookup -> lookup.type().equals(type) && !visited.contains(lookup))
          .filter(lookup -> !AwsNames.isProviderName(lookup.name()))
          .filter(lookup -> lists.stream().noneMatch(list -> lookup.name().endsWith("." + list)))
          .filter(lookup -> lookup.resolvesTo(address))
          .forEach(lookup -> addIfPointsHere(lookup, lookup.name()));
    }

    /** Whether the name points to the address and was not counted before. */
    private boolean addIfPointsHere(DnsLookup forward, String name) {
      boolean first = visited.add(forward);
      if (!forward.resolvesTo(address)) {
        if (first) {
          records(forward);
        }
        return false;
      }
      if (first) {
        hits.add(Evidence.dns(forward));
        names.add(name);
      }
      return first;
    }

    /**
     * The records of a look-up, which is kept as evidence together with the reason of a failure.
     */
    private List<String> records(DnsLookup lookup) {
      misses.add(Evidence.dns(lookup));
      return switch (lookup.answer()) {
        case Known<DnsAnswer>(DnsAnswer answer) -> answer.records();
        case Unknown<DnsAnswer>(Reason reason) -> {
          unknownReason = unknownReason == null ? reason : unknownReason;
          yield List.of();
        }
      };
    }
  }
}
