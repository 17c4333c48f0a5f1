package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.history.Visibility.PlaceVisibility;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's findings after its newest snapshot.
 *
 * @param states of all findings, also of those whose place could not be read
 * @param findings of the snapshot, by key
 */
record CurrentFindings(
    Snapshot snapshot,
    Map<FindingKey, FindingState> states,
    Map<FindingKey, Finding> findings,
    SharedCauses sharedCauses) {

  /**
   * @param collectedHere whether this Todoku collected the snapshot; false for one from a file
   */
  static CurrentFindings of(
      Account account,
      Snapshot snapshot,
      List<Finding> findings,
      Map<FindingKey, FindingState> states,
      boolean collectedHere) {
    Map<FindingKey, Finding> byKey = new HashMap<>();
    findings.forEach(finding -> byKey.put(FindingKey.of(finding), finding));
    return new CurrentFindings(
        snapshot, states, byKey, SharedCauses.of(account, snapshot, collectedHere));
  }

  boolean collectedHere() {
    return sharedCauses.collectedHere();
  }

  /** The finding's sentence; null where the snapshot has no such finding. */
  @Nullable Text summary(FindingKey key) {
    Finding finding = findings.get(key);
    return finding == null ? null : finding.summary();
  }

  /** Why a finding is unknown; null where it is known. */
  @Nullable Reason unknownReason(FindingState state) {
    Finding finding = findings.get(state.key());
    return finding == null
        ? Visibility.reasonNotVisible(snapshot, state.resource())
        : finding.unknownReason();
  }

  /** The shared cause that hides an unknown finding. */
  Optional<SharedCause> sharedCause(FindingState state) {
    return Optional.ofNullable(unknownReason(state))
        .flatMap(reason -> sharedCauses.hiding(reason, state.resource().region()));
  }

  /**
   * Whether a resource that nothing was found of is gone: what should hold it was read and does not
   * name it. Of a Region that is not scanned any more, its absence tells nothing.
   */
  boolean isGone(Resource resource) {
    return Visibility.of(snapshot, resource) == PlaceVisibility.VISIBLE
        && Place.of(resource).isGone(snapshot);
  }
}
