package io.todoku.report;

import io.todoku.checklist.Checklist.Readiness;
import io.todoku.rule.Verdict;

/** The sign shown beside each verdict, for readers who cannot tell the colours apart. */
final class VerdictSigns {

  public String of(String verdict) {
    return switch (Verdict.valueOf(verdict)) {
      case PASS -> "✓";
      case FAIL -> "×";
      case WARN -> "!";
      case UNKNOWN -> "?";
      case NOT_APPLICABLE -> "–";
    };
  }

  public String of(Readiness readiness) {
    return switch (readiness) {
      case READY -> "✓";
      case NOT_READY -> "×";
      case UNDETERMINED -> "?";
    };
  }
}
