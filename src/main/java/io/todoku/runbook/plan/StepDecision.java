package io.todoku.runbook.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision about a step: a confirmation of what no observation shows, or an override
 * that lets it go ahead of its order.
 *
 * @param step the step's id
 * @param by who decided
 * @param note what was confirmed; for an override, the reason
 * @param withdrawn by whom it was taken back; null while it counts
 */
public record StepDecision(
    String step, String by, Instant at, String note, @Nullable Withdrawal withdrawn) {

  public StepDecision(String step, String by, Instant at, String note) {
    this(step, by, at, note, null);
  }

  /** This decision as taken back; one that was taken back before stays as it is. */
  public StepDecision withdrawn(Withdrawal withdrawal) {
    return withdrawn == null ? new StepDecision(step, by, at, note, withdrawal) : this;
  }
}
