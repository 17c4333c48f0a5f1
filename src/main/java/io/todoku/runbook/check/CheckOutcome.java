package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.observe.AuthoritativeAnswers;
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
public record CheckOutcome(
    CheckResult result,
    Text message,
    List<Evidence> evidence,
    @Nullable Reason unknown,
    @Nullable Instant notBefore) {

  /** What can be said of a check. */
  public enum CheckResult {
    /** Shown by evidence. */
    HOLDS("holds"),
    /** Shown not to hold. */
    NOT_YET("not-yet"),
    /** It holds in some places. */
    PARTLY("partly"),
    /** All is done, and only time has to pass. */
    NEEDS_TIME("time"),
    /** Only a person can confirm it. */
    NEEDS_CONFIRMATION("word"),
    UNKNOWN("unknown");

    /** The id in JSON, in message keys and in CSS classes. */
    public final String id;

    CheckResult(String id) {
      this.id = id;
    }
  }

  static CheckOutcome holds(Text says, List<Evidence> evidence) {
    return new CheckOutcome(CheckResult.HOLDS, says, evidence, null, null);
  }

  static CheckOutcome notYet(Text says, List<Evidence> evidence) {
    return new CheckOutcome(CheckResult.NOT_YET, says, evidence, null, null);
  }

  /** The outcome of a check that needs the answer of every authoritative server. */
  static CheckOutcome unknown(AuthoritativeAnswers answers) {
    return unknown(
        Text.of("runbook.check.ttl.unknown", answers.name(), answers.type()),
        answers.reasonOrNotAsked(),
        List.of());
  }

  public static CheckOutcome unknown(Text says, Reason why, List<Evidence> evidence) {
    return new CheckOutcome(CheckResult.UNKNOWN, says, evidence, why, null);
  }

  /** Whether the world is shown to be another; what only resolvers keep is not. */
  public boolean isRefuted() {
    return result == CheckResult.NOT_YET || result == CheckResult.PARTLY && notBefore == null;
  }

  public boolean isSatisfied() {
    return result == CheckResult.HOLDS;
  }
}
