package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What speaks for an address being a sender, and where a sign could have been, but was not seen.
 */
final class SenderEvidence {

  private final List<Text> certain = new ArrayList<>();
  private final List<Text> possible = new ArrayList<>();
  private final List<Reason> possibleUncertainty = new ArrayList<>();
  private final List<Text> unknowns = new ArrayList<>();
  private final List<Reason> unknownReasons = new ArrayList<>();

  void add(String key, Object... arguments) {
    add(Text.of(key, arguments));
  }

  void add(Text sign) {
    if (!certain.contains(sign)) {
      certain.add(sign);
    }
  }

  /** A sure sign of mail that leaves by this address or by another one. */
  void addPossible(Text sign, Reason whyNotSure) {
    possible.add(sign);
    possibleUncertainty.add(whyNotSure);
  }

  /**
   * @param what a question to DNS or an API
   */
  void addUnknown(String what, Reason reason) {
    Text blind = Text.of("sender.blind", what, reason.cause().name());
    if (!unknowns.contains(blind)) {
      unknowns.add(blind);
      unknownReasons.add(reason);
    }
  }

  void addUnknown(Reason reason) {
    addUnknown(reason.source(), reason);
  }

  boolean hasEvidence() {
    return !certain.isEmpty();
  }

  boolean hasUnknowns() {
    return !unknowns.isEmpty();
  }

  boolean hasPossible() {
    return !possible.isEmpty();
  }

  List<Text> possible() {
    return List.copyOf(possible);
  }

  /** Why the first of those may mean another address. */
  Reason possibleUncertainty() {
    return possibleUncertainty.getFirst();
  }

  List<Text> certain() {
    return List.copyOf(certain);
  }

  List<Text> unknowns() {
    return List.copyOf(unknowns);
  }

  /** Why the first thing was not seen. */
  Reason firstUnknownReason() {
    return unknownReasons.getFirst();
  }
}
