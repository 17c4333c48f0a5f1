package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.observe.AuthoritativeAnswers;
import io.todoku.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a check.
 *
 * @param message one sentence about it
 * @param unknown why the result is unknown; null exactly if it is known
 * @param notBefore the earliest time at which it can be satisfied; null if that does not depend on
 *     time alone
 * @param missing how many name servers do not answer as expected yet; null where no count is known
 */
public record CheckOutcome(
    CheckResult result,
    Text message,
    List<Evidence> evidence,
    @Nullable Reason unknown,
    @Nullable Instant notBefore,
    @Nullable ServerCount missing) {

  private static final String UNSET = "runbook.check.unset";
  private static final String TEXTS = "runbook.";

  /** Some of the name servers of a record. */
  public record ServerCount(int missing, int all) {}

  /** An outcome that no number of name servers belongs to. */
  public CheckOutcome(
      CheckResult result,
      Text message,
      List<Evidence> evidence,
      @Nullable Reason unknown,
      @Nullable Instant notBefore) {
    this(result, message, evidence, unknown, notBefore, null);
  }

  /** The outcome of a check whose value the plan lacks. */
  static CheckOutcome ofMissingPlanValue(String planKey) {
    return notYet(Text.of(UNSET, Text.of(TEXTS + planKey)), List.of());
  }

  /** The key of the value that the plan lacks; null where it lacks none. */
  public @Nullable String missingPlanKey() {
    return message.key().equals(UNSET) && message.arguments().getFirst() instanceof Text label
        ? label.key().substring(TEXTS.length())
        : null;
  }

  /** Whether it waits until caches have dropped an older answer, whose TTL says when. */
  public boolean isAboutCaches() {
    return notBefore != null
        && (missing != null
            || message.key().equals("runbook.check.caches.wait")
            || message.key().equals("runbook.check.ttl.wait"));
  }

  /** The result of a check. */
  public enum CheckResult {
    /** Evidence shows that the condition holds. */
    HOLDS("holds"),
    /** Evidence shows that the condition does not hold. */
    NOT_YET("not-yet"),
    /** The condition holds at some servers and not at others. */
    PARTLY("partly"),
    /** Everything is done, and only time has to pass. */
    NEEDS_TIME("time"),
    /** Only a person can confirm it. */
    NEEDS_CONFIRMATION("word"),
    /** Whether the condition holds could not be found out. */
    UNKNOWN("unknown");

    /** The id in JSON, in message keys and in CSS classes. */
    public final String id;

    CheckResult(String id) {
      this.id = id;
    }
  }

  static CheckOutcome holds(Text message, List<Evidence> evidence) {
    return new CheckOutcome(CheckResult.HOLDS, message, evidence, null, null);
  }

  static CheckOutcome notYet(Text message, List<Evidence> evidence) {
    return new CheckOutcome(CheckResult.NOT_YET, message, evidence, null, null);
  }

  /** The outcome of a check that needs the answer of every authoritative server. */
  static CheckOutcome unknown(AuthoritativeAnswers answers) {
    return unknown(
        Text.of("runbook.check.ttl.unknown", answers.name(), answers.type()),
        answers.reasonOrNotAsked(),
        List.of());
  }

  public static CheckOutcome unknown(Text message, Reason reason, List<Evidence> evidence) {
    return new CheckOutcome(CheckResult.UNKNOWN, message, evidence, reason, null);
  }

  /**
   * Whether evidence shows that the condition does not hold. An old answer that only resolvers
   * still have in their caches shows no such thing.
   */
  public boolean isRefuted() {
    return result == CheckResult.NOT_YET || result == CheckResult.PARTLY && notBefore == null;
  }

  public boolean isSatisfied() {
    return result == CheckResult.HOLDS;
  }
}
