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
record ForwardConfirmation(ConfirmationOutcome outcome, List<Evidence> evidence) {

  private static final int MAX_NAMES = 10;

  /** What the way there and back came to. */
  sealed interface ConfirmationOutcome {
    /**
     * @param cut there are more names than were looked up
     */
    record Confirmed(String name, boolean truncated) implements ConfirmationOutcome {}

    /** Every name was found out, and none leads back. */
    record ForwardsElsewhere(String type, List<String> names, List<String> answers)
        implements ConfirmationOutcome {}

    record NoPtr() implements ConfirmationOutcome {}

    /** The PTR is an alias of a name that has none. */
    record DanglingAlias(String alias) implements ConfirmationOutcome {}

    record BogusPtr(String reverseName) implements ConfirmationOutcome {}

    record PtrLoop(String reverseName) implements ConfirmationOutcome {}

    record PtrUnknown(Reason reason) implements ConfirmationOutcome {}

    /** No name is seen to lead back, and one that is not seen may. */
    record ForwardUnknown(List<String> names, Reason reason) implements ConfirmationOutcome {}
  }

  static ForwardConfirmation of(Snapshot snapshot, String address) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(address), "PTR");
    List<Evidence> evidence = new ArrayList<>(List.of(Evidence.dns(ptr)));
    ConfirmationOutcome outcome =
        switch (ptr.answer()) {
          case Unknown<DnsAnswer>(Reason reason) -> new ConfirmationOutcome.PtrUnknown(reason);
          case Known<DnsAnswer>(DnsAnswer answer) ->
              switch (answer.status()) {
                case ANSWERED -> confirm(snapshot, address, answer.records(), evidence);
                case NXDOMAIN, NODATA ->
                    answer.aliases().isEmpty()
                        ? new ConfirmationOutcome.NoPtr()
                        : new ConfirmationOutcome.DanglingAlias(answer.aliases().getLast());
                case BOGUS -> new ConfirmationOutcome.BogusPtr(ptr.name());
                case CNAME_LOOP -> new ConfirmationOutcome.PtrLoop(ptr.name());
              };
        };
    return new ForwardConfirmation(outcome, List.copyOf(evidence));
  }

  /** Every name is looked at, as one that matches is enough, and one that is silent may match. */
  private static ConfirmationOutcome confirm(
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
          if (answer.records().stream().anyMatch(record -> Network.sameAddress(record, address))) {
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
      return new ConfirmationOutcome.Confirmed(matching, cut);
    }
    if (silent != null) {
      return new ConfirmationOutcome.ForwardUnknown(asked, silent);
    }
    return cut
        ? new ConfirmationOutcome.ForwardUnknown(
            asked,
            Reason.of(
                Reason.Cause.NOT_ASKED, names.get(MAX_NAMES) + " " + type, "more than 10 names"))
        : new ConfirmationOutcome.ForwardsElsewhere(type, asked, seen);
  }
}
