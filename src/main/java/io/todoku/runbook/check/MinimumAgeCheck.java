package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** So long ago was a step done, and the world has not changed back since. */
public record MinimumAgeCheck(String step, Duration minimum) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    StepCompletion done = scene.state().completions(step).orElse(null);
    if (done == null || done.undoneSince() != null) {
      return CheckOutcome.notYet(Text.of("runbook.check.since.not", minimum.toDays()), List.of());
    }
    Instant until = done.at().plus(minimum);
    return scene.now().isBefore(until)
        ? new CheckOutcome(
            CheckResult.NEEDS_TIME,
            Text.of("runbook.check.since.wait", minimum.toDays()),
            done.evidence(),
            null,
            until)
        : CheckOutcome.holds(
            Text.of("runbook.check.since.hold", minimum.toDays()), done.evidence());
  }
}
