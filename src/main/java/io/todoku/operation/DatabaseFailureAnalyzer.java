package io.todoku.operation;

import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that failed because the database could not be opened, with what to do. */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  /** H2's codes, see org.h2.api.ErrorCode; PostgreSQL's errors have none but their SQL state. */
  private static final int IN_USE = 90020;

  private static final int CORRUPTED = 90030;

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
    return new FailureAnalysis(
        "The database cannot be opened: " + describe(cause), action(cause), cause);
  }

  private static String describe(SQLException cause) {
    return cause.getCause() instanceof UnknownHostException unknown
        ? "unknown host " + unknown.getMessage()
        : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private static String action(SQLException cause) {
    return switch (cause.getErrorCode()) {
      case IN_USE -> "Another Todoku uses this data folder: stop it, or set TODOKU_DATA.";
      case CORRUPTED ->
          "Put the last backup of the data folder back, or move the folder away to begin anew.";
      default -> actionBySqlState(cause);
    };
  }

  /** What to do for an SQL state, see appendix A of PostgreSQL's documentation. */
  private static String actionBySqlState(SQLException cause) {
    return switch (String.valueOf(cause.getSQLState())) {
      case "08001", "08006" ->
          "Check SPRING_DATASOURCE_URL, and that the database runs and can be reached from here.";
      case "08004", "28000", "28P01" ->
          "Check SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.";
      case "3D000" ->
          "Create the database that SPRING_DATASOURCE_URL names, or correct its name there.";
      case "42501" ->
          "Make the user of SPRING_DATASOURCE_USERNAME the owner of the database, so that it may"
              + " create tables.";
      case "53300" -> "Let the database take more connections: each node keeps up to ten.";
      default ->
          cause.getErrorCode() == 0
              ? "Look into the database's own log."
              : "Check the data folder (TODOKU_DATA): it must exist and be writable.";
    };
  }
}
