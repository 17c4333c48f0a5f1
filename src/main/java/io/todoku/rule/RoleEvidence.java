package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;

/** Collects the evidence for one role of an address, and what of it could not be collected. */
final class RoleEvidence {

  private final List<Text> certain = new ArrayList<>();
  private final List<Text> possible = new ArrayList<>();
  private final List<Reason> possibleUncertainty = new ArrayList<>();
  private final List<Text> unknowns = new ArrayList<>();
  private final List<Reason> unknownReasons = new ArrayList<>();

  void add(String key, Object... arguments) {
    add(Text.of(key, arguments));
  }

  void add(Text text) {
    if (!certain.contains(text)) {
      certain.add(text);
    }
  }

  /** Adds evidence of mail that leaves by this address or by another one. */
  void addPossible(Text text, Reason uncertainty) {
    possible.add(text);
    possibleUncertainty.add(uncertainty);
  }

  /**
   * Adds what could not be collected.
   *
   * @param query to DNS or an API
   */
  void addUnknown(String query, Reason reason) {
    addUnknown(Text.of("sender.blind", Text.of("reason." + reason.kind(), query)), reason);
  }

  /** Adds a question that the evidence leaves open. */
  void addUnknown(Text unknown, Reason reason) {
    if (!unknowns.contains(unknown)) {
      unknowns.add(unknown);
      unknownReasons.add(reason);
    }
  }

  void addUnknown(Reason reason) {
    if (Question.isAskedBy(reason)) {
      addUnknown(
          Text.of("sender.question." + reason.fix(), reason.detail(), reason.source()), reason);
    } else {
      addUnknown(reason.source(), reason);
    }
  }

  boolean hasEvidence() {
    return !certain.isEmpty();
  }

  boolean hasUnknowns() {
    return !unknowns.isEmpty();
  }

  /** Adds what could not be collected for another role that this one depends on. */
  void addUnknownsOf(RoleEvidence other) {
    for (int i = 0; i < other.unknowns.size(); i++) {
      addUnknown(other.unknowns.get(i), other.unknownReasons.get(i));
    }
  }

  boolean hasPossible() {
    return !possible.isEmpty();
  }

  List<Text> possible() {
    return List.copyOf(possible);
  }

  /** Why the mail of the first possible evidence may leave by another address. */
  Reason possibleUncertainty() {
    return possibleUncertainty.getFirst();
  }

  List<Text> certain() {
    return List.copyOf(certain);
  }

  List<Text> unknowns() {
    return List.copyOf(unknowns);
  }

  /** Why the first of the unknowns could not be collected. */
  Reason firstUnknownReason() {
    return unknownReasons.getFirst();
  }
}
