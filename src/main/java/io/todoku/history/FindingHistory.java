package io.todoku.history;

import io.todoku.history.FindingState.LastKnown;
import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An account's findings after a scan, with the changes since the scan before.
 *
 * @param states of all findings, also of those whose place could not be read, because nothing shows
 *     that they are fixed; without those in Regions that are no longer scanned
 * @param changes since the scan before
 */
record FindingHistory(Map<FindingKey, FindingState> states, List<FindingChange> changes) {

  static final FindingHistory EMPTY = new FindingHistory(Map.of(), List.of());

  /**
   * @param findings those of this snapshot
   */
  FindingHistory withSnapshot(List<Finding> findings, Snapshot snapshot) {
    Instant at = snapshot.observedUntil();
    Map<FindingKey, FindingState> now = new LinkedHashMap<>();
    List<FindingChange> changed = new ArrayList<>();
    for (Finding finding : findings) {
      FindingKey key = FindingKey.of(finding);
      FindingState before = states.get(key);
      FindingState after = FindingState.of(finding, before, at);
      now.put(key, after);
      addChange(before, after, finding.summary(), changed);
    }
    for (FindingState before : states.values()) {
      if (!now.containsKey(before.key())) {
        switch (Visibility.of(snapshot, before.resource())) {
          case VISIBLE -> addChange(before, null, null, changed);
          case HIDDEN -> {
            FindingState after = before.hiddenSince(at);
            now.put(after.key(), after);
            addChange(before, after, null, changed);
          }
          case OUT_OF_SCOPE -> addChange(before, before.hiddenSince(at), null, changed);
        }
      }
    }
    return new FindingHistory(now, changed);
  }

  private static void addChange(
      @Nullable FindingState before,
      @Nullable FindingState after,
      @Nullable Text summary,
      List<FindingChange> changes) {
    FindingState current = after == null ? before : after;
    var was = before == null ? null : before.verdict();
    var is = after == null ? null : after.verdict();
    var known = before == null || before.lastKnown() == null ? null : before.lastKnown().verdict();
    FindingChange.ChangeKind kind = FindingChange.kind(was, known, is);
    if (current != null && kind != null) {
      changes.add(new FindingChange(kind, current.rule(), current.resource(), was, is, summary));
    }
  }

  /** The findings that are unknown here and known among these. */
  Set<FindingKey> becomeKnown(List<Finding> later) {
    return later.stream()
        .filter(finding -> finding.verdict() != Verdict.UNKNOWN)
        .map(FindingKey::of)
        .filter(key -> states.containsKey(key) && states.get(key).verdict() == Verdict.UNKNOWN)
        .collect(Collectors.toSet());
  }

  /** This history with what was known of unknown findings before it. */
  FindingHistory withLastKnown(Map<FindingKey, LastKnown> known) {
    Map<FindingKey, FindingState> more = new LinkedHashMap<>(states);
    known.forEach(
        (key, last) -> more.computeIfPresent(key, (_, state) -> state.withLastKnown(last)));
    return new FindingHistory(more, changes);
  }

  /** This history with the times of older records where those are earlier. */
  FindingHistory withEarlierTimes(Map<FindingKey, FindingState> older) {
    Map<FindingKey, FindingState> longer = new LinkedHashMap<>();
    states.forEach((key, state) -> {
      FindingState old = older.get(key);
      longer.put(key, old == null ? state : state.withEarlierTimes(old));
    });
    return new FindingHistory(longer, changes);
  }

  /** This history with the given states of findings that it lacks. */
  FindingHistory withMissing(Map<FindingKey, FindingState> others) {
    Map<FindingKey, FindingState> more = new LinkedHashMap<>(states);
    others.forEach(more::putIfAbsent);
    return new FindingHistory(more, changes);
  }
}
