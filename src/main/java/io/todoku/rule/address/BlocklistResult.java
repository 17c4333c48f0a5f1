package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What one DNS blocklist answered about an address. The answer counts only where the list is shown
 * to work: it has the test entry that every list has, and not the one that none may have (RFC 5782
 * section 5). A list that was shut down, or never existed, answers either no query or every query
 * with an entry.
 *
 * @param list the DNS zone of the list
 * @param answer what the queries showed
 * @param evidence the look-ups that the answer rests on
 */
record BlocklistResult(String list, BlocklistAnswer answer, List<Evidence> evidence) {

  /** The resolver does not return the entry that every list has. */
  private static final String NO_TEST_ENTRY = "blocklist-test-entry";

  /** The list answers that it does not serve the resolver. */
  private static final String REFUSES_RESOLVER = "blocklist-refuses-resolver";

  /** The list has the entry that none may have. */
  private static final String LISTS_ALL = "blocklist-lists-all";

  /** Whether the address is listed. */
  sealed interface BlocklistAnswer {
    /**
     * @param codes the A records, which say what kind of entry it is
     * @param explanation the text of the TXT record; empty where there is none
     */
    record AddressListed(List<String> codes, String explanation) implements BlocklistAnswer {}

    record AddressNotListed() implements BlocklistAnswer {}

    /** The address is IPv6 and the list has IPv4 addresses only. */
    record Ipv4Only() implements BlocklistAnswer {}

    /**
     * @param reason why the list could not be evaluated
     */
    record ListUnknown(Reason reason) implements BlocklistAnswer {

      /** Whether the list answered that it does not serve this resolver. */
      boolean isRefused() {
        return REFUSES_RESOLVER.equals(reason.fix());
      }

      /** Whether another resolver may get an answer. */
      boolean dependsOnResolver() {
        return isRefused() || NO_TEST_ENTRY.equals(reason.fix());
      }
    }
  }

  static BlocklistResult of(Snapshot snapshot, String list, String address) {
    List<Evidence> evidence = new ArrayList<>();
    BlocklistAnswer answer = new BlocklistQuery(snapshot, list, address, evidence).evaluate();
    return new BlocklistResult(list, answer, List.copyOf(evidence));
  }

  private record BlocklistQuery(
      Snapshot snapshot, String list, String address, List<Evidence> evidence) {

    BlocklistAnswer evaluate() {
      boolean ipv6 = address.contains(":");
      return switch (lookUpEntry(Blocklists.testEntryName(ipv6, list))) {
        case BlocklistAnswer.ListUnknown unknown -> unknown;
        case BlocklistAnswer.AddressNotListed _, BlocklistAnswer.Ipv4Only _ ->
            ipv6 ? checkIpv4Only() : listUnknown(NO_TEST_ENTRY, "no test entry");
        case BlocklistAnswer.AddressListed _ ->
            switch (lookUpEntry(Blocklists.negativeTestEntryName(ipv6, list))) {
              case BlocklistAnswer.ListUnknown unknown -> unknown;
              case BlocklistAnswer.AddressListed _ -> listUnknown(LISTS_ALL, "127.0.0.1 is listed");
              case BlocklistAnswer.AddressNotListed _, BlocklistAnswer.Ipv4Only _ ->
                  lookUpAddress();
            };
      };
    }

    private BlocklistAnswer checkIpv4Only() {
      return switch (lookUpEntry(Blocklists.testEntryName(false, list))) {
        case BlocklistAnswer.AddressListed _ -> new BlocklistAnswer.Ipv4Only();
        case BlocklistAnswer.AddressNotListed _, BlocklistAnswer.Ipv4Only _ ->
            listUnknown(NO_TEST_ENTRY, "no test entry");
        case BlocklistAnswer.ListUnknown unknown -> unknown;
      };
    }

    private BlocklistAnswer lookUpAddress() {
      String name = Blocklists.entryName(address, list);
      BlocklistAnswer answer = lookUpEntry(name);
      return answer instanceof BlocklistAnswer.AddressListed(List<String> codes, _)
          ? new BlocklistAnswer.AddressListed(codes, lookUpExplanation(name))
          : answer;
    }

    private BlocklistAnswer lookUpEntry(String name) {
      DnsLookup lookup = snapshot.lookup(name, "A");
      evidence.add(Evidence.dns(lookup));
      return interpret(lookup);
    }

    private BlocklistAnswer interpret(DnsLookup lookup) {
      return switch (lookup.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> new BlocklistAnswer.ListUnknown(reason);
        case Known<DnsAnswer>(DnsAnswer answer) ->
            switch (answer.status()) {
              case NXDOMAIN, NODATA -> new BlocklistAnswer.AddressNotListed();
              case BOGUS, CNAME_LOOP ->
                  lookupUnknown(ReasonKind.SERVFAIL, lookup, answer.status().name());
              case ANSWERED -> {
                List<String> codes =
                    answer.records().stream().filter(Blocklists::isListing).toList();
                yield codes.isEmpty()
                    ? withoutEntry(lookup, answer.records())
                    : new BlocklistAnswer.AddressListed(codes, "");
              }
            };
      };
    }

    private BlocklistAnswer withoutEntry(DnsLookup lookup, List<String> records) {
      String answer = String.join(", ", records);
      return records.stream().anyMatch(Blocklists::isRefusal)
          ? listUnknown(REFUSES_RESOLVER, answer)
          : lookupUnknown(ReasonKind.INCONCLUSIVE, lookup, answer);
    }

    private static BlocklistAnswer lookupUnknown(ReasonKind kind, DnsLookup lookup, String detail) {
      return new BlocklistAnswer.ListUnknown(Reason.of(kind, lookup.name() + " A", detail));
    }

    private BlocklistAnswer listUnknown(String fix, String detail) {
      return new BlocklistAnswer.ListUnknown(
          new Reason(ReasonKind.INCONCLUSIVE, list, detail, fix));
    }

    private String lookUpExplanation(String name) {
      DnsLookup txt = snapshot.lookup(name, "TXT");
      evidence.add(Evidence.dns(txt));
      return txt.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          ? String.join(" ", answer.records())
          : "";
    }
  }
}
