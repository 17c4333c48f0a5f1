package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a name that an address's PTR gives resolves back to it (RFC 8601 section 3, {@code
 * iprev}).
 *
 * @param evidence the look-ups that it rests on, the PTR first
 */
record ForwardConfirmation(Outcome outcome, List<Evidence> evidence) {

  private static final int MAX_NAMES = 10;

  /** What the way there and back came to. */
  sealed interface Outcome {
    /**
     * @param cut there are more names than were looked up
     */
    record Confirmed(String name, boolean cut) implements Outcome {}

    /** Every name was found out, and none leads back. */
    record Elsewhere(String type, List<String> names, List<String> seen) implements Outcome {}

    record NoPtr() implements Outcome {}

    /** The PTR is an alias of a name that has none. */
    record DanglingAlias(String alias) implements Outcome {}

    record BogusPtr(String reverseName) implements Outcome {}

    record PtrLoop(String reverseName) implements Outcome {}

    record PtrUnseen(Reason reason) implements Outcome {}

    /** No name is seen to lead back, and one that is not seen may. */
    record NamesUnseen(List<String> names, Reason reason) implements Outcome {}
  }

  static ForwardConfirmation of(Snapshot snapshot, String address) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(address), "PTR");
    List<Evidence> evidence = new ArrayList<>(List.of(Evidence.dns(ptr)));
    Outcome outcome =
        switch (ptr.answer()) {
          case Unknown<DnsAnswer>(Reason reason) -> new Outcome.PtrUnseen(reason);
          case Known<DnsAnswer>(DnsAnswer answer) ->
              switch (answer.status()) {
                case ANSWERED -> back(snapshot, address, answer.records(), evidence);
                case NXDOMAIN, NODATA ->
                    answer.aliases().isEmpty()
                        ? new Outcome.NoPtr()
                        : new Outcome.DanglingAlias(answer.aliases().getLast());
                case BOGUS -> new Outcome.BogusPtr(ptr.name());
                case CNAME_LOOP -> new Outcome.PtrLoop(ptr.name());
              };
        };
    return new ForwardConfirmation(outcome, List.copyOf(evidence));
  }

  /** Every name is looked at, as one that matches is enough, and one that is silent may match. */
  private static Outcome back(
      Snapshot snapshot, String address, List<String> names, List<Evidence> evidence) {
    String type = address.contains(":") ? "AAAA" : "A";
    List<String> asked = names.stream().limit(MAX_NAMES).toList();
    List<String> seen = new ArrayList<>();
    @Nullable Reason silent = null;
    @Nullable String matching = null;
    for (String name : asked) {
      DnsLookup forward = snapshot.lookup(name, type);
      evidence.add(Evidence.dns(forward));
      switch (forward.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> silent = reason;
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          if (answer.records().stream().anyMatch(record -> Network.same(record, address))) {
            matching = name;
          }
          if (!answer.records().isEmpty()) {
            seen.add(String.join(", ", answer.records()));
          }
        }
      }
    }
    boolean cut = names.size() > asked.size();
    if (matching != null) {
      return new Outcome.Confirmed(matching, cut);
    }
    if (silent != null) {
      return new Outcome.NamesUnseen(asked, silent);
    }
    return cut
        ? new Outcome.NamesUnseen(
            asked,
            Reason.of(
                Reason.Cause.NOT_ASKED, names.get(MAX_NAMES) + " " + type, "more than 10 names"))
        : new Outcome.Elsewhere(type, asked, seen);
  }
}
