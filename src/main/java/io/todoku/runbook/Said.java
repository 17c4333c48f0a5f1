package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import java.util.List;

/**
 * A person has said what nothing shows.
 *
 * @param step whose word it is
 * @param question key of what is asked
 * @param arguments of the question
 */
record Said(String step, String question, List<Object> arguments) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Text asked = new Text(question, arguments);
    return scene
        .memory()
        .word(step)
        .map(word ->
            Outcome.holds(
                Text.of("runbook.check.word.said", asked, word.by(), word.note()),
                List.of(Evidence.person(step, List.of(word.by(), word.note()), word.at()))))
        .orElseGet(() ->
            new Outcome(
                Result.WORD, Text.of("runbook.check.word.ask", asked), List.of(), null, null));
  }
}
