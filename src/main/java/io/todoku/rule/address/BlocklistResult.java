package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What one DNS blocklist says of an address. It counts where the list shows that it works: it has
 * the entry that every list has, and not the one that none has (RFC 5782 section 5). A list that is
 * gone, or that was never there, answers no question with an entry, or every question.
 *
 * @param evidence the look-ups that it rests on
 */
record BlocklistResult(String list, BlocklistAnswer answer, List<Evidence> evidence) {

  /** What it comes to. */
  sealed interface BlocklistAnswer {
    /**
     * @param codes the A records, which tell the kind of entry
     * @param reason of the TXT record; empty where there is none
     */
    record AddressListed(List<String> codes, String explanation) implements BlocklistAnswer {}

    record AddressNotListed() implements BlocklistAnswer {}

    /** The list has IPv4 addresses only. */
    record Ipv4Only() implements BlocklistAnswer {}

    /**
     * @param refused the list answers that it does not answer us
     */
    record ListUnknown(Reason reason, boolean refused) implements BlocklistAnswer {}
  }

  static BlocklistResult of(Snapshot snapshot, String list, String address) {
    List<Evidence> evidence = new ArrayList<>();
    BlocklistAnswer said = new BlocklistQuery(snapshot, list, address, evidence).evaluate();
    return new BlocklistResult(list, said, List.copyOf(evidence));
  }

  private record BlocklistQuery(
      Snapshot snapshot, String list, String address, List<Evidence> evidence) {

    BlocklistAnswer evaluate() {
      boolean ipv6 = address.contains(":");
      return switch (lookUpEntry(Blocklists.testEntryName(ipv6, list))) {
        case BlocklistAnswer.ListUnknown unseen -> unseen;
        case BlocklistAnswer.AddressNotListed _, BlocklistAnswer.Ipv4Only _ ->
            ipv6 ? checkIpv4Only() : brokenList("no test entry");
        case BlocklistAnswer.AddressListed _ ->
            switch (lookUpEntry(Blocklists.negativeTestEntryName(ipv6, list))) {
              case BlocklistAnswer.ListUnknown unseen -> unseen;
              case BlocklistAnswer.AddressListed _ -> brokenList("127.0.0.1 is listed");
              case BlocklistAnswer.AddressNotListed _, BlocklistAnswer.Ipv4Only _ ->
                  lookUpAddress();
            };
      };
    }

    private BlocklistAnswer checkIpv4Only() {
      return switch (lookUpEntry(Blocklists.testEntryName(false, list))) {
        case BlocklistAnswer.AddressListed _ -> new BlocklistAnswer.Ipv4Only();
        case BlocklistAnswer.AddressNotListed _, BlocklistAnswer.Ipv4Only _ ->
            brokenList("no test entry");
        case BlocklistAnswer.ListUnknown unseen -> unseen;
      };
    }

    private BlocklistAnswer lookUpAddress() {
      String name = Blocklists.entryName(address, list);
      BlocklistAnswer said = lookUpEntry(name);
      return said instanceof BlocklistAnswer.AddressListed(List<String> codes, _)
          ? new BlocklistAnswer.AddressListed(codes, lookUpExplanation(name))
          : said;
    }

    private BlocklistAnswer lookUpEntry(String name) {
      DnsLookup lookup = snapshot.lookup(name, "A");
      evidence.add(Evidence.dns(lookup));
      return interpret(lookup);
    }

    private static BlocklistAnswer interpret(DnsLookup lookup) {
      return switch (lookup.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> new BlocklistAnswer.ListUnknown(reason, false);
        case Known<DnsAnswer>(DnsAnswer answer) ->
            switch (answer.status()) {
              case NXDOMAIN, NODATA -> new BlocklistAnswer.AddressNotListed();
              case BOGUS, CNAME_LOOP ->
                  listUnknown(Cause.SERVFAIL, lookup, answer.status().name(), false);
              case ANSWERED -> {
                List<String> codes =
                    answer.records().stream().filter(Blocklists::isListing).toList();
                yield codes.isEmpty()
                    ? listUnknown(
                        Cause.INCONCLUSIVE,
                        lookup,
                        String.join(", ", answer.records()),
                        answer.records().stream().anyMatch(Blocklists::isRefusal))
                    : new BlocklistAnswer.AddressListed(codes, "");
              }
            };
      };
    }

    private static BlocklistAnswer listUnknown(
        Cause cause, DnsLookup lookup, String detail, boolean refused) {
      return new BlocklistAnswer.ListUnknown(
          new Reason(cause, lookup.name() + " A", detail, refused ? "todoku.dns.resolvers" : null),
          refused);
    }

    private BlocklistAnswer brokenList(String what) {
      return new BlocklistAnswer.ListUnknown(
          new Reason(Cause.INCONCLUSIVE, list, what, "todoku.dns.blocklists"), false);
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
