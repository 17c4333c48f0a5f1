package io.todoku.runbook.step;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a step. */
public enum StepState {
  /** Steps before it are not done. */
  WAITING,
  /** It can be done now. */
  READY,
  /** Part of it is done, or only time has to pass. */
  IN_PROGRESS,
  /** Evidence shows that it is done. */
  DONE,
  /** It was never done, and a later step has made it unnecessary. */
  SKIPPED,
  /** It was done, and an observation shows that it no longer is. */
  CONTRADICTED,
  /** A person has to confirm what no observation shows. */
  NEEDS_CONFIRMATION,
  /** Whether it is done could not be found out. */
  BLOCKED,
  /** Nothing was observed of the plan yet. */
  NOT_OBSERVED;

  /**
   * The id in JSON, on the command line and in message keys, for example {@code in-progress}. A
   * step that needs confirmation keeps its first public id, {@code needs-word}.
   */
  @JsonValue
  public String id() {
    return this == NEEDS_CONFIRMATION
        ? "needs-word"
        : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
