package io.todoku.mailpath;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import org.jspecify.annotations.Nullable;

/** The state of a link of a mail path. */
public enum LinkState {
  HOLDS,
  /** It holds, but in a way that some receivers or a later change will punish. */
  DOUBTFUL,
  BROKEN,
  UNKNOWN,
  /** No rule judges it, because no mail depends on it. */
  NOT_APPLICABLE;

  static LinkState of(Verdict verdict) {
    return switch (verdict) {
      case PASS -> HOLDS;
      case WARN -> DOUBTFUL;
      case FAIL -> BROKEN;
      case UNKNOWN -> UNKNOWN;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
    };
  }

  /**
   * @param finding null where the rule has none
   */
  static LinkState of(@Nullable Finding finding) {
    return finding == null ? NOT_APPLICABLE : of(finding.verdict());
  }

  /** Whether a person should look at it. */
  public boolean needsAttention() {
    return this == DOUBTFUL || this == BROKEN || this == UNKNOWN;
  }
}
