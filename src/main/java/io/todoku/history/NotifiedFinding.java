package io.todoku.history;

import io.todoku.history.FindingState.LastKnown;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What people were last told of a finding. There is none for a finding that is fine.
 *
 * @param problem {@code FAIL} or {@code WARN}; null where people know of no problem
 * @param unknown whether they know that it is unknown
 */
record NotifiedFinding(
    String rule, Resource resource, @Nullable Verdict problem, UnknownNotified unknown) {

  /** Whether people were told that a finding is unknown. */
  enum UnknownNotified {
    NO,
    /** It was unknown in the first scan, of which nobody is told. */
    SILENTLY,
    YES
  }

  FindingKey key() {
    return new FindingKey(rule, resource.key());
  }

  /** A finding as if people had known it all along; null for one that is fine. */
  static @Nullable NotifiedFinding silently(FindingState state) {
    LastKnown last = state.lastKnown();
    Verdict known = last == null ? null : last.verdict();
    Verdict problem = known == Verdict.FAIL || known == Verdict.WARN ? known : null;
    boolean isUnknown = state.verdict() == Verdict.UNKNOWN;
    return problem == null && !isUnknown
        ? null
        : new NotifiedFinding(
            state.rule(),
            state.resource(),
            problem,
            isUnknown ? UnknownNotified.SILENTLY : UnknownNotified.NO);
  }

  /** The same, as if people had known it all along. */
  NotifiedFinding silently() {
    return unknown == UnknownNotified.YES
        ? new NotifiedFinding(rule, resource, problem, UnknownNotified.SILENTLY)
        : this;
  }
}
