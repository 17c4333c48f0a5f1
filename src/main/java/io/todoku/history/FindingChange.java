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
     * It is better or worse and there is still something to do; or it was never known and passes.
     */
    CHANGED,
    /** It was known before and is unknown now. */
    NO_LONGER_KNOWN,
    /** It was unknown for a while and is known again: as it was, or as fine as it was. */
    KNOWN_AGAIN
  }

  /**
   * The kind of the change; null if it does not matter to a reader.
   *
   * @param known the last earlier verdict that was not UNKNOWN; null if there was none
   */
  static @Nullable ChangeKind kind(
      @Nullable Verdict before, @Nullable Verdict known, @Nullable Verdict after) {
    if (before == Verdict.UNKNOWN) {
      return after == Verdict.UNKNOWN ? null : kindOnceKnown(known, after);
    }
    if (after == Verdict.UNKNOWN) {
      return before == null ? ChangeKind.APPEARED : ChangeKind.NO_LONGER_KNOWN;
    }
    if (!isProblem(after)) {
      return isProblem(before) ? ChangeKind.FIXED : null;
    }
    if (before == after) {
      return null;
    }
    return isProblem(before) ? ChangeKind.CHANGED : ChangeKind.APPEARED;
  }

  /**
   * The kind of the change of a finding that was unknown: what it was before that decides, because
   * a failure that could not be seen for a while is no new one.
   */
  private static ChangeKind kindOnceKnown(@Nullable Verdict known, @Nullable Verdict after) {
    if (isProblem(after)) {
      return known == after
          ? ChangeKind.KNOWN_AGAIN
          : isProblem(known) ? ChangeKind.CHANGED : ChangeKind.APPEARED;
    }
    return isProblem(known)
        ? ChangeKind.FIXED
        : known == null || after == null ? ChangeKind.CHANGED : ChangeKind.KNOWN_AGAIN;
  }

  private static boolean isProblem(@Nullable Verdict verdict) {
    return verdict == Verdict.FAIL || verdict == Verdict.WARN;
  }
}
