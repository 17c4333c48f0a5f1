package io.todoku;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A database that cannot be opened stops the start with a line that says what to do about it. */
class UnusableStore extends AbstractFailureAnalyzer<SQLException> {

  /** H2's codes, see org.h2.api.ErrorCode. */
  private static final int IN_USE = 90020;

  private static final int CORRUPTED = 90030;

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
    String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String action =
        switch (cause.getErrorCode()) {
          case IN_USE -> "Another Todoku uses this data folder: stop it, or set TODOKU_DATA.";
          case CORRUPTED ->
              "Put the last backup of the data folder back, or move the folder away to begin anew.";
          default -> "Check the data folder (TODOKU_DATA): it must exist and be writable.";
        };
    return new FailureAnalysis("The database cannot be opened: " + said, action, cause);
  }
}
