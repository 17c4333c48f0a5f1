package io.todoku.checklist;

import io.todoku.rule.Text;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the texts of a cause: for its kind and what helps, because the same may help against causes
 * that read differently; or for what helps, for its kind and scope, or for its kind.
 */
record CauseTexts(Cause cause, Wording wording) {

  private static final int NAMED = 3;

  /** What could not be found out, and why. */
  String sentence() {
    return find("").map(wording::of).orElse("");
  }

  /**
   * @param suffix of the key; empty for the sentence
   */
  Optional<Text> find(String suffix) {
    String kind = "cause." + cause.kind();
    String fix = cause.reasons().getFirst().fix();
    return Stream.of(kind + "." + fix, "cause." + fix, kind + "." + cause.scope().id(), kind)
        .map(key -> Text.of(key + suffix, arguments()))
        .filter(text -> !wording.find(text.key(), text.arguments().toArray()).isEmpty())
        .findFirst();
  }

  private Object[] arguments() {
    return new Object[] {
      cause.subjects().size(),
      String.join(", ", cause.subjects().stream().limit(NAMED).toList()),
      cause.items().stream()
          .findFirst()
          .map(item -> wording.ruleTitle(item.finding().rule()))
          .orElseGet(() -> cause.reasons().getFirst().source()),
      cause.reasons().getFirst().detail()
    };
  }
}
