package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.runbook.Memory.Done;
import io.todoku.runbook.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** So long ago was a step done, and the world has not changed back since. */
record Since(String step, Duration least) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Done done = scene.memory().done(step).orElse(null);
    if (done == null || done.undone() != null) {
      return Outcome.notYet(Text.of("runbook.check.since.not", least.toDays()), List.of());
    }
    Instant until = done.at().plus(least);
    return scene.now().isBefore(until)
        ? new Outcome(
            Result.TIME,
            Text.of("runbook.check.since.wait", least.toDays()),
            done.evidence(),
            null,
            until)
        : Outcome.holds(Text.of("runbook.check.since.hold", least.toDays()), done.evidence());
  }
}
