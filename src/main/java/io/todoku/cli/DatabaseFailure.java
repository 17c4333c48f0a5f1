package io.todoku.cli;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells why a database cannot be used, by the SQLSTATE of the failure. */
final class DatabaseFailure {

  private DatabaseFailure() {}

  /** The mistake to tell the user; the failure itself where it is not about the database. */
  static RuntimeException explain(RuntimeException failure) {
    return sqlFailure(failure)
        .<RuntimeException>map(sql ->
            new UsageException(
                "the database cannot be used (%s): %s"
                    .formatted(
                        reason(Objects.requireNonNullElse(sql.getSQLState(), "")), text(sql))))
        .orElse(failure);
  }

  private static Optional<SQLException> sqlFailure(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  private static String reason(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> "it cannot be reached";
      case "28" -> "it refuses the user name or the password";
      case "3D" -> "it does not exist";
      case "42" ->
          "its tables are not those of this release: start this release on it once, or use the"
              + " release that used it last";
      default -> "is a server running on its file?";
    };
  }

  /** Without the statement, which H2 puts behind its message. */
  private static String text(SQLException sql) {
    return String.valueOf(sql.getMessage()).replaceFirst("(?s)(; SQL statement:)?\\R.*", "");
  }
}
