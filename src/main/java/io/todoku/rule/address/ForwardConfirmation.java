package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a name in an address's PTR resolves back to the address (RFC 8601 section 3, {@code
 * iprev}).
 *
 * @param outcome the result
 * @param evidence the look-ups that the outcome rests on, the PTR first
 */
record ForwardConfirmation(ConfirmationOutcome outcome, List<Evidence> evidence) {

  private static final int MAX_NAMES = 10;

  /** What the look-ups of the PTR and of its names showed. */
  sealed interface ConfirmationOutcome {
    /**
     * @param name the PTR name that resolves to the address
     * @param truncated whether the PTR has more names than were looked up
     */
    record Confirmed(String name, boolean truncated) implements ConfirmationOutcome {}

    /** Every name was answered, and none resolves to the address. */
    record ForwardsElsewhere(String type, List<String> names, List<String> answers)
        implements ConfirmationOutcome {}

    record NoPtr() implements ConfirmationOutcome {}

    /** The PTR is a CNAME to a name that has no PTR. */
    record DanglingAlias(String alias) implements ConfirmationOutcome {}

    record BogusPtr(String reverseName) implements ConfirmationOutcome {}

    record PtrLoop(String reverseName) implements ConfirmationOutcome {}

    record PtrUnknown(Reason reason) implements ConfirmationOutcome {}

    /** No name is known to resolve to the address, and one whose look-up failed may. */
    record ForwardUnknown(List<String> names, Reason reason) implements ConfirmationOutcome {}
  }

  static ForwardConfirmation of(Snapshot snapshot, String address) {
    DnsLookup ptr = snapshot.ptrLookup(address);
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

  /**
   * Every name is looked at, because one that matches is enough and one whose look-up failed may
   * match.
   */
  private static ConfirmationOutcome confirm(
      Snapshot snapshot, String address, List<String> names, List<Evidence> evidence) {
    String type = DnsLookup.addressType(address);
    List<String> lookedUp = names.stream().limit(MAX_NAMES).toList();
    List<String> answers = new ArrayList<>();
    @Nullable Reason failure = null;
    @Nullable String matching = null;
    for (String name : lookedUp) {
      DnsLookup forward = snapshot.lookup(name, type);
      evidence.add(Evidence.dns(forward));
      switch (forward.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> failure = reason;
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          if (answer.hasAddress(address)) {
            matching = name;
          }
          if (!answer.records().isEmpty()) {
            answers.add(String.join(", ", answer.records()));
          }
        }
      }
    }
    boolean truncated = names.size() > lookedUp.size();
    if (matching != null) {
      return new ConfirmationOutcome.Confirmed(matching, truncated);
    }
    if (failure != null) {
      return new ConfirmationOutcome.ForwardUnknown(lookedUp, failure);
    }
    return truncated
        ? new ConfirmationOutcome.ForwardUnknown(
            lookedUp,
            Reason.of(
                ReasonKind.NOT_ASKED, names.get(MAX_NAMES) + " " + type, "more than 10 names"))
        : new ConfirmationOutcome.ForwardsElsewhere(type, lookedUp, answers);
  }
}
