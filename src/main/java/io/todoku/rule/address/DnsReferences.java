package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
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
 * Which names are seen to point to an address. The provider's own names point to every address, in
 * use or not, and say nothing.
 *
 * @param names each once; that of an MX host with its domain behind it
 * @param unseen why one of the places to look could not be seen; null where all were
 * @param evidence the look-ups that answered the address, or else those at the places to look
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
      this.type = address.contains(":") ? "AAAA" : "A";
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
      DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(address), "PTR");
      records(ptr).stream()
          .filter(name -> !GenericName.isAwsName(name))
          .forEach(name -> addIfPointsHere(snapshot.lookup(name, type), name));
    }

    /** Any other name that was looked up for whatever reason. */
    void searchOtherLookups() {
      List<String> lists = snapshot.blocklists().orElse(List.of());
      snapshot.lookups().stream()
          .filter(lookup -> lookup.type().equals(type) && !visited.contains(lookup))
          .filter(lookup -> !GenericName.isAwsName(lookup.name()))
          .filter(lookup -> lists.stream().noneMatch(list -> lookup.name().endsWith("." + list)))
          .filter(this::resolvesToAddress)
          .forEach(lookup -> addIfPointsHere(lookup, lookup.name()));
    }

    private boolean addIfPointsHere(DnsLookup forward, String name) {
      boolean first = visited.add(forward);
      if (!resolvesToAddress(forward)) {
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

    private boolean resolvesToAddress(DnsLookup forward) {
      return forward.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          && answer.records().stream().anyMatch(record -> Network.sameAddress(record, address));
    }

    /** What a place to look says, for the evidence too. */
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
