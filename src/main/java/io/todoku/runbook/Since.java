package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** So long ago was a step done. */
record Since(String step, Duration least) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Optional<Memory.Done> done = scene.memory().done(step);
    if (done.isEmpty()) {
      return Outcome.notYet(Text.of("runbook.check.since.not", least.toDays()), List.of());
    }
    Instant until = done.get().at().plus(least);
    return scene.now().isBefore(until)
        ? new Outcome(
            Result.TIME,
            Text.of("runbook.check.since.wait", least.toDays()),
            done.get().evidence(),
            null,
            until)
        : Outcome.holds(Text.of("runbook.check.since.hold", least.toDays()), done.get().evidence());
  }
}
