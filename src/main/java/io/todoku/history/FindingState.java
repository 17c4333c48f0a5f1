package io.todoku.history;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a finding over all scans.
 *
 * @param firstSeen when it was found first, whatever its verdict was
 * @param changedAt since when it has its verdict
 * @param known its last verdict that was not UNKNOWN, and when; null where there never was one
 * @param hidden whether the place where it was found could not be looked into since
 */
public record FindingState(
    String rule,
    Resource resource,
    Verdict verdict,
    Instant firstSeen,
    Instant changedAt,
    @Nullable LastKnown lastKnown,
    boolean hidden) {

  /** A verdict that was known once. */
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

  /** The same, once nobody can tell any more. */
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

  /** The same with the times of an older record of it, where that one reaches further back. */
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

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
