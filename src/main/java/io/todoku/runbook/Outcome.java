package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check came to.
 *
 * @param says one sentence
 * @param unknown why it could not be found out; set exactly where it is not known
 * @param notBefore when it can come true at the earliest; null where that is not a matter of time
 */
record Outcome(
    Result result,
    Text says,
    List<Evidence> evidence,
    @Nullable Reason unknown,
    @Nullable Instant notBefore) {

  /** What can be said of a check. */
  enum Result {
    /** Shown by evidence. */
    HOLDS,
    /** Shown not to hold. */
    NOT_YET,
    /** It holds in some places. */
    PARTLY,
    /** All is done, and only time has to pass. */
    TIME,
    /** A person has to say it. */
    WORD,
    UNKNOWN
  }

  static Outcome holds(Text says, List<Evidence> evidence) {
    return new Outcome(Result.HOLDS, says, evidence, null, null);
  }

  static Outcome notYet(Text says, List<Evidence> evidence) {
    return new Outcome(Result.NOT_YET, says, evidence, null, null);
  }

  static Outcome unknown(Text says, Reason why, List<Evidence> evidence) {
    return new Outcome(Result.UNKNOWN, says, evidence, why, null);
  }

  /** Whether the world is shown to be another; what only resolvers keep is not. */
  boolean fails() {
    return result == Result.NOT_YET || result == Result.PARTLY && notBefore == null;
  }

  boolean isHeld() {
    return result == Result.HOLDS;
  }
}
