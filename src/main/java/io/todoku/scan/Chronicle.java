package io.todoku.scan;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's findings after a scan, from what was known before it.
 *
 * @param states also of findings whose place could not be looked into: nobody knows that they are
 *     mended; not of those in Regions that are no longer looked at
 * @param changes against what was known before
 */
record Chronicle(Map<FindingKey, KnownState> states, List<Change> changes) {

  static final Chronicle NOTHING = new Chronicle(Map.of(), List.of());

  /**
   * @param findings of this snapshot
   */
  Chronicle next(List<Finding> findings, Snapshot snapshot) {
    Instant at = snapshot.finishedAt();
    Map<FindingKey, KnownState> now = new LinkedHashMap<>();
    List<Change> changed = new ArrayList<>();
    for (Finding finding : findings) {
      FindingKey key = FindingKey.of(finding);
      KnownState before = states.get(key);
      KnownState after = KnownState.of(finding, before, at);
      now.put(key, after);
      note(before, after, finding.summary(), changed);
    }
    for (KnownState before : states.values()) {
      if (!now.containsKey(before.key())) {
        switch (Sight.at(snapshot, before.resource())) {
          case SEEN -> note(before, null, null, changed);
          case HIDDEN -> {
            KnownState after = before.hide(at);
            now.put(after.key(), after);
            note(before, after, null, changed);
          }
          case LEFT_OUT -> note(before, before.hide(at), null, changed);
        }
      }
    }
    return new Chronicle(now, changed);
  }

  private static void note(
      @Nullable KnownState before,
      @Nullable KnownState after,
      @Nullable Text summary,
      List<Change> changes) {
    KnownState one = after == null ? before : after;
    var was = before == null ? null : before.verdict();
    var is = after == null ? null : after.verdict();
    var known = before == null || before.known() == null ? null : before.known().verdict();
    Change.Kind kind = Change.kind(was, known, is);
    if (one != null && kind != null) {
      changes.add(new Change(kind, one.rule(), one.resource(), was, is, summary));
    }
  }

  /** The same with the times of older records, where those reach further back. */
  Chronicle since(Map<FindingKey, KnownState> older) {
    Map<FindingKey, KnownState> longer = new LinkedHashMap<>();
    states.forEach((key, state) -> {
      KnownState old = older.get(key);
      longer.put(key, old == null ? state : state.since(old));
    });
    return new Chronicle(longer, changes);
  }

  /** The same with others that it holds nothing of. */
  Chronicle and(Map<FindingKey, KnownState> others) {
    Map<FindingKey, KnownState> more = new LinkedHashMap<>(states);
    others.forEach(more::putIfAbsent);
    return new Chronicle(more, changes);
  }
}
