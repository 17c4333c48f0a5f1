package io.todoku.operation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A setting of ours that cannot be taken stops the start with one line that says which and why. */
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
