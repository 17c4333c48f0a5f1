package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person has said what nothing shows.
 *
 * @param step whose word it is
 * @param question key of what is asked
 * @param arguments of the question
 * @param from from when on a word counts: said earlier, it was about another state of the world
 */
record Said(String step, String question, List<Object> arguments, From from) implements Check {

  /** A moment that a scene tells; empty: any. */
  @FunctionalInterface
  interface From {
    Optional<Instant> in(Scene scene);
  }

  Said(String step, String question, List<Object> arguments) {
    this(step, question, arguments, _ -> Optional.empty());
  }

  /** But for the time, which a lambda tells, and those know no equals. */
  @Override
  public Object subject() {
    return List.of(step, question, arguments);
  }

  Text asked() {
    return new Text(question, arguments);
  }

  @Override
  public Outcome in(Scene scene) {
    Text asked = asked();
    Optional<Instant> since = from.in(scene);
    return scene
        .memory()
        .word(step)
        .filter(word -> !word.at().isAfter(scene.now()))
        .filter(word -> since.isEmpty() || !word.at().isBefore(since.get()))
        .map(word ->
            Outcome.holds(
                Text.of("runbook.check.word.said", asked, word.by(), word.note()),
                List.of(Evidence.person(step, List.of(word.by(), word.note()), word.at()))))
        .orElseGet(() ->
            new Outcome(
                Result.WORD, Text.of("runbook.check.word.ask", asked), List.of(), null, null));
  }
}
