package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import java.util.List;

/**
 * A check that a person can answer where it asks for a word.
 *
 * @param said what the person says
 */
record OrSaid(Check check, Said said) implements Check {

  @Override
  public Object subject() {
    return List.of(check.subject(), said.subject());
  }

  @Override
  public Outcome in(Scene scene) {
    Outcome outcome = check.in(scene);
    if (outcome.result() != Result.WORD) {
      return outcome;
    }
    Outcome word = said.in(scene);
    return word.isHeld()
        ? word
        : new Outcome(
            Result.WORD,
            Text.of("runbook.check.word.found", outcome.says(), said.asked()),
            outcome.evidence(),
            null,
            null);
  }
}
