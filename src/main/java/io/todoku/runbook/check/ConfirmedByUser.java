package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
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
public record ConfirmedByUser(
    String step, String question, List<Object> arguments, ValidFrom validFrom)
    implements StepCheck {

  /** A moment that a scene tells; empty: any. */
  @FunctionalInterface
  public interface ValidFrom {
    Optional<Instant> resolve(CheckContext scene);
  }

  public ConfirmedByUser(String step, String question, List<Object> arguments) {
    this(step, question, arguments, _ -> Optional.empty());
  }

  /** But for the time, which a lambda tells, and those know no equals. */
  @Override
  public Object comparisonKey() {
    return List.of(step, question, arguments);
  }

  Text questionText() {
    return new Text(question, arguments);
  }

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    Text asked = questionText();
    Optional<Instant> since = validFrom.resolve(scene);
    return scene
        .state()
        .confirmation(step)
        .filter(word -> !word.at().isAfter(scene.now()))
        .filter(word -> since.isEmpty() || !word.at().isBefore(since.get()))
        .map(word ->
            CheckOutcome.holds(
                Text.of("runbook.check.word.said", asked, word.by(), word.note()),
                List.of(Evidence.person(step, List.of(word.by(), word.note()), word.at()))))
        .orElseGet(() ->
            new CheckOutcome(
                CheckResult.NEEDS_CONFIRMATION,
                Text.of("runbook.check.word.ask", asked),
                List.of(),
                null,
                null));
  }
}
