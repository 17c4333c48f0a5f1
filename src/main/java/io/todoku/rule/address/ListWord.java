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
record ListWord(String list, Said said, List<Evidence> evidence) {

  /** What it comes to. */
  sealed interface Said {
    /**
     * @param codes the A records, which tell the kind of entry
     * @param reason of the TXT record; empty where there is none
     */
    record Listed(List<String> codes, String reason) implements Said {}

    record NotListed() implements Said {}

    /** The list has IPv4 addresses only. */
    record OtherKind() implements Said {}

    /**
     * @param refused the list answers that it does not answer us
     */
    record Unseen(Reason reason, boolean refused) implements Said {}
  }

  static ListWord of(Snapshot snapshot, String list, String address) {
    List<Evidence> evidence = new ArrayList<>();
    Said said = new Asking(snapshot, list, address, evidence).ask();
    return new ListWord(list, said, List.copyOf(evidence));
  }

  private record Asking(Snapshot snapshot, String list, String address, List<Evidence> evidence) {

    Said ask() {
      boolean ipv6 = address.contains(":");
      return switch (entry(Blocklists.testEntry(ipv6, list))) {
        case Said.Unseen unseen -> unseen;
        case Said.NotListed _, Said.OtherKind _ -> ipv6 ? withoutIpv6() : broken("no test entry");
        case Said.Listed _ ->
            switch (entry(Blocklists.counterEntry(ipv6, list))) {
              case Said.Unseen unseen -> unseen;
              case Said.Listed _ -> broken("127.0.0.1 is listed");
              case Said.NotListed _, Said.OtherKind _ -> about();
            };
      };
    }

    private Said withoutIpv6() {
      return switch (entry(Blocklists.testEntry(false, list))) {
        case Said.Listed _ -> new Said.OtherKind();
        case Said.NotListed _, Said.OtherKind _ -> broken("no test entry");
        case Said.Unseen unseen -> unseen;
      };
    }

    private Said about() {
      String name = Blocklists.query(address, list);
      Said said = entry(name);
      return said instanceof Said.Listed(List<String> codes, _)
          ? new Said.Listed(codes, reason(name))
          : said;
    }

    private Said entry(String name) {
      DnsLookup lookup = snapshot.lookup(name, "A");
      evidence.add(Evidence.dns(lookup));
      return read(lookup);
    }

    private static Said read(DnsLookup lookup) {
      return switch (lookup.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> new Said.Unseen(reason, false);
        case Known<DnsAnswer>(DnsAnswer answer) ->
            switch (answer.status()) {
              case NXDOMAIN, NODATA -> new Said.NotListed();
              case BOGUS, CNAME_LOOP ->
                  unseen(Cause.SERVFAIL, lookup, answer.status().name(), false);
              case ANSWERED -> {
                List<String> codes =
                    answer.records().stream().filter(Blocklists::isListing).toList();
                yield codes.isEmpty()
                    ? unseen(
                        Cause.INCONCLUSIVE,
                        lookup,
                        String.join(", ", answer.records()),
                        answer.records().stream().anyMatch(Blocklists::isRefusal))
                    : new Said.Listed(codes, "");
              }
            };
      };
    }

    private static Said unseen(Cause cause, DnsLookup lookup, String detail, boolean refused) {
      return new Said.Unseen(
          new Reason(cause, lookup.name() + " A", detail, refused ? "todoku.dns.resolvers" : null),
          refused);
    }

    private Said broken(String what) {
      return new Said.Unseen(
          new Reason(Cause.INCONCLUSIVE, list, what, "todoku.dns.blocklists"), false);
    }

    private String reason(String name) {
      DnsLookup txt = snapshot.lookup(name, "TXT");
      evidence.add(Evidence.dns(txt));
      return txt.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
          ? String.join(" ", answer.records())
          : "";
    }
  }
}
