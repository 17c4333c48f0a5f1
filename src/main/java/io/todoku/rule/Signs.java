package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What speaks for an address being a sender, and where a sign could have been, but was not seen.
 */
final class Signs {

  private final List<Text> seen = new ArrayList<>();
  private final List<Text> unseen = new ArrayList<>();
  private final List<Reason> reasons = new ArrayList<>();

  void see(String key, Object... arguments) {
    Text sign = Text.of(key, arguments);
    if (!seen.contains(sign)) {
      seen.add(sign);
    }
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
