package io.todoku.history;

import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How a finding differs between two scans.
 *
 * @param before null where it was not there
 * @param after null where what it was about is gone
 * @param summary of the later finding; null where there is none
 */
public record FindingChange(
    ChangeKind kind,
    String rule,
    Resource resource,
    @Nullable Verdict before,
    @Nullable Verdict after,
    @Nullable Text summary) {

  /** What a person should know of it. */
  public enum ChangeKind {
    /** Something is to be done that was not before. */
    APPEARED,
    /** Nothing is to be done any more: it is fine, or gone. */
    FIXED,
    /** It is better or worse, and something is still to be done; or it is known to be fine now. */
    CHANGED,
    /** It was known before and cannot be known now. */
    NO_LONGER_KNOWN
  }

  /**
   * Null where a person need not know.
   *
   * @param known the last verdict before that was not UNKNOWN; null where there was none
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
