package io.todoku.history;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a finding over all scans.
 *
 * @param firstSeen when it was found first, with any verdict
 * @param changedAt since when it has its verdict
 * @param lastKnown the last verdict that was not UNKNOWN, and when; null if there was none
 * @param hidden whether the place where it was found could not be read since
 */
public record FindingState(
    String rule,
    Resource resource,
    Verdict verdict,
    Instant firstSeen,
    Instant changedAt,
    @Nullable LastKnown lastKnown,
    boolean hidden) {

  /** A verdict other than UNKNOWN, and when it was last found. */
  public record LastKnown(Verdict verdict, Instant at) {}

  public FindingKey key() {
    return new FindingKey(rule, resource.key());
  }

  static FindingState of(Finding finding, @Nullable FindingState before, Instant at) {
    LastKnown known =
        finding.verdict() != Verdict.UNKNOWN
            ? new LastKnown(finding.verdict(), at)
            : before == null ? null : before.lastKnown;
    return new FindingState(
        finding.rule(),
        finding.resource(),
        finding.verdict(),
        before == null ? at : before.firstSeen,
        before != null && before.verdict == finding.verdict() ? before.changedAt : at,
        known,
        false);
  }

  /** This state with the last verdict that is known from before it. */
  FindingState withLastKnown(LastKnown last) {
    return new FindingState(rule, resource, verdict, firstSeen, changedAt, last, hidden);
  }

  /** The state once the place of the finding cannot be read any more. */
  FindingState hiddenSince(Instant at) {
    return new FindingState(
        rule,
        resource,
        Verdict.UNKNOWN,
        firstSeen,
        verdict == Verdict.UNKNOWN ? changedAt : at,
        lastKnown,
        true);
  }

  /** This state with the times of an older record where those are earlier. */
  FindingState withEarlierTimes(FindingState older) {
    return new FindingState(
        rule,
        resource,
        verdict,
        earlier(firstSeen, older.firstSeen),
        verdict == older.verdict ? earlier(changedAt, older.changedAt) : changedAt,
        lastKnown == null ? older.lastKnown : lastKnown,
        hidden);
  }

  private static Instant earlier(Instant first, Instant second) {
    return first.isBefore(second) ? first : second;
  }
}
