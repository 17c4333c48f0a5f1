package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What speaks for an address being a sender, and where a sign could have been, but was not seen.
 */
final class Signs {

  private final List<Text> seen = new ArrayList<>();
  private final List<Text> perhaps = new ArrayList<>();
  private final List<Reason> perhapsNot = new ArrayList<>();
  private final List<Text> unseen = new ArrayList<>();
  private final List<Reason> reasons = new ArrayList<>();

  void see(String key, Object... arguments) {
    see(Text.of(key, arguments));
  }

  void see(Text sign) {
    if (!seen.contains(sign)) {
      seen.add(sign);
    }
  }

  /** A sure sign of mail that leaves by this address or by another one. */
  void seePerhaps(Text sign, Reason whyNotSure) {
    perhaps.add(sign);
    perhapsNot.add(whyNotSure);
  }

  /**
   * @param what a question to DNS or an API
   */
  void miss(String what, Reason reason) {
    Text blind = Text.of("sender.blind", what, reason.cause().name());
    if (!unseen.contains(blind)) {
      unseen.add(blind);
      reasons.add(reason);
    }
  }

  void miss(Reason reason) {
    miss(reason.source(), reason);
  }

  boolean any() {
    return !seen.isEmpty();
  }

  boolean missed() {
    return !unseen.isEmpty();
  }

  boolean anyPerhaps() {
    return !perhaps.isEmpty();
  }

  List<Text> perhaps() {
    return List.copyOf(perhaps);
  }

  /** Why the first of those may mean another address. */
  Reason perhapsNot() {
    return perhapsNot.getFirst();
  }

  List<Text> seen() {
    return List.copyOf(seen);
  }

  List<Text> unseen() {
    return List.copyOf(unseen);
  }

  /** Why the first thing was not seen. */
  Reason doubt() {
    return reasons.getFirst();
  }
}
