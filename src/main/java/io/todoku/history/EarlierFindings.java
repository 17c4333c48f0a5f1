package io.todoku.history;

import io.todoku.history.FindingState.LastKnown;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The findings of an account's earlier scans.
 *
 * @param states of every finding in the history
 * @param scannedAt when the current snapshot was collected
 */
public record EarlierFindings(Map<FindingKey, FindingState> states, Instant scannedAt) {

  /** For an account without a history. */
  public static EarlierFindings empty(Instant scannedAt) {
    return new EarlierFindings(Map.of(), scannedAt);
  }

  /** Since when the finding has its verdict; an attestation can be newer than the scan. */
  public Instant verdictSince(Finding finding) {
    FindingState state = states.get(FindingKey.of(finding));
    return state != null && state.verdict() == finding.verdict()
        ? state.changedAt()
        : finding.evidence().stream()
            .map(Evidence::at)
            .filter(at -> at.isAfter(scannedAt))
            .max(Comparator.naturalOrder())
            .orElse(scannedAt);
  }

  /** The last known verdict of a finding that is unknown now; null if it was never known. */
  public @Nullable LastKnown lastKnown(Finding finding) {
    FindingState state = states.get(FindingKey.of(finding));
    return state == null ? null : state.lastKnown();
  }

  /** Findings whose place no later scan could read: whether they still hold is unknown. */
  public List<FindingState> hiddenFindings() {
    return states.values().stream().filter(FindingState::hidden).toList();
  }
}
