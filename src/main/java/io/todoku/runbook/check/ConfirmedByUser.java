package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person has confirmed what no observation shows.
 *
 * @param step the id of the step that is confirmed
 * @param question the message key of the question
 * @param arguments the arguments of the question
 * @param validFrom since when a confirmation counts, because an earlier one was about another state
 */
public record ConfirmedByUser(
    String step, String question, List<Object> arguments, ValidFrom validFrom)
    implements StepCheck {

  /** Finds the time since which a confirmation counts; empty if any counts. */
  @FunctionalInterface
  public interface ValidFrom {
    Optional<Instant> resolve(CheckContext context);
  }

  public ConfirmedByUser(String step, String question, List<Object> arguments) {
    this(step, question, arguments, _ -> Optional.empty());
  }

  /** Leaves {@code validFrom} out, because it is a lambda and has no equality. */
  @Override
  public Object comparisonKey() {
    return List.of(step, question, arguments);
  }

  Text questionText() {
    return new Text(question, arguments);
  }

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    Text questionText = questionText();
    Optional<Instant> earliest = validFrom.resolve(context);
    return context
        .state()
        .confirmation(step)
        .filter(confirmation -> !confirmation.at().isAfter(context.now()))
        .filter(confirmation -> earliest.isEmpty() || !confirmation.at().isBefore(earliest.get()))
        .map(confirmation ->
            CheckOutcome.holds(
                Text.of(
                    "runbook.check.word.said",
                    questionText,
                    confirmation.by(),
                    confirmation.note()),
                List.of(
                    Evidence.person(
                        step, List.of(confirmation.by(), confirmation.note()), confirmation.at()))))
        .orElseGet(() ->
            new CheckOutcome(
                CheckResult.NEEDS_CONFIRMATION,
                Text.of("runbook.check.word.ask", questionText),
                List.of(),
                null,
                null));
  }
}
