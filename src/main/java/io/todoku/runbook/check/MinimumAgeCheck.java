package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A step was done at least this long ago, and has not been undone since. */
public record MinimumAgeCheck(String step, Duration minimum) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    StepCompletion completion = context.state().completion(step).orElse(null);
    if (completion == null || completion.undoneSince() != null) {
      return CheckOutcome.notYet(Text.of("runbook.check.since.not", minimum.toDays()), List.of());
    }
    Instant earliest = completion.at().plus(minimum);
    return context.now().isBefore(earliest)
        ? new CheckOutcome(
            CheckResult.NEEDS_TIME,
            Text.of("runbook.check.since.wait", minimum.toDays()),
            completion.evidence(),
            null,
            earliest)
        : CheckOutcome.holds(
            Text.of("runbook.check.since.hold", minimum.toDays()), completion.evidence());
  }
}
