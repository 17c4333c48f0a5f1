package io.todoku.runbook;

import io.todoku.rule.Text;
import java.util.List;

/**
 * The plan does not say yet what is to be checked.
 *
 * @param part of the plan: {@code first.address}
 */
record Unset(String part) implements Check {
  @Override
  public Outcome in(Scene scene) {
    return Outcome.notYet(Text.of("runbook.check.unset", part), List.of());
  }
}
