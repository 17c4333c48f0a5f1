package io.todoku.runbook;

import io.todoku.rule.Evidence;
import java.util.List;
import java.util.stream.Stream;

/**
 * A name leads to the old server no more: neither by its address nor by the IPv6 addresses that the
 * name had before the move, by which mail would go there once an MX record names it again. New ones
 * may come.
 */
record NameLeft(String name, String address) implements Check {

  private static final String SIX = "AAAA";

  @Override
  public Outcome in(Scene scene) {
    Outcome four = Answers.lacking(name, "A", address).in(scene);
    Outcome six = new Answers(name, SIX, List.of(), before(scene), false, false).in(scene);
    if (!four.isHeld() || !six.isHeld()) {
      return four.isHeld() || (six.fails() && !four.fails()) ? six : four;
    }
    List<Evidence> evidence =
        Stream.concat(four.evidence().stream(), six.evidence().stream()).toList();
    return Outcome.holds(four.says(), evidence);
  }

  private List<String> before(Scene scene) {
    return scene.memory().phases(name, SIX).stream()
        .flatMap(phases -> phases.getFirst().values().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
