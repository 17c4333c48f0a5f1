package io.todoku.operation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a start that failed because of an invalid {@code todoku} setting: which one, and why.
 */
class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {

  private static final String PREFIX = "todoku.";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, IllegalArgumentException wrong) {
    String message = String.valueOf(wrong.getMessage());
    return message.startsWith(PREFIX)
        ? new FailureAnalysis(message, "Correct it where it is set, then start again.", wrong)
        : null;
  }
}
