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
 * What earlier scans of an account have to say of its findings.
 *
 * @param states all that is known
 * @param scannedAt when what is judged now was seen
 */
public record EarlierFindings(Map<FindingKey, FindingState> states, Instant scannedAt) {

  /** Of an account that nothing is remembered of. */
  public static EarlierFindings empty(Instant scannedAt) {
    return new EarlierFindings(Map.of(), scannedAt);
  }

  /** Since when the finding has its verdict; a person's word may be younger than the scan. */
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

  /** What was known before of what is unknown now; null where nothing was. */
  public @Nullable LastKnown lastKnown(Finding finding) {
    FindingState state = states.get(FindingKey.of(finding));
    return state == null ? null : state.lastKnown();
  }

  /** What was found in places that could not be looked into since: nobody knows it any more. */
  public List<FindingState> hiddenFindings() {
    return states.values().stream().filter(FindingState::hidden).toList();
  }
}
