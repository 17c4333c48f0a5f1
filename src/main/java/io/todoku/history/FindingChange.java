package io.todoku.history;

import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The change of a finding between two scans.
 *
 * @param before null if it did not exist before
 * @param after null if its resource is gone
 * @param summary of the later finding; null if there is none
 */
public record FindingChange(
    ChangeKind kind,
    String rule,
    Resource resource,
    @Nullable Verdict before,
    @Nullable Verdict after,
    @Nullable Text summary) {

  /** What the change means to a reader. */
  public enum ChangeKind {
    /** There is something to do that was not there before. */
    APPEARED,
    /** There is nothing left to do: it passes, or its resource is gone. */
    FIXED,
    /**
     * It is better or worse and there is still something to do; or it was unknown and passes now.
     */
    CHANGED,
    /** It was known before and is unknown now. */
    NO_LONGER_KNOWN
  }

  /**
   * The kind of the change; null if it does not matter to a reader.
   *
   * @param known the last earlier verdict that was not UNKNOWN; null if there was none
   */
  static @Nullable ChangeKind kind(
      @Nullable Verdict before, @Nullable Verdict known, @Nullable Verdict after) {
    boolean wasOpen = isOpen(before);
    if (!isOpen(after)) {
      return !wasOpen ? null : isOpen(known) ? ChangeKind.FIXED : ChangeKind.CHANGED;
    }
    if (before == after) {
      return null;
    }
    if (after == Verdict.UNKNOWN) {
      return before == null ? ChangeKind.APPEARED : ChangeKind.NO_LONGER_KNOWN;
    }
    return wasOpen && before != Verdict.UNKNOWN ? ChangeKind.CHANGED : ChangeKind.APPEARED;
  }

  private static boolean isOpen(@Nullable Verdict verdict) {
    return verdict == Verdict.FAIL || verdict == Verdict.WARN || verdict == Verdict.UNKNOWN;
  }
}
