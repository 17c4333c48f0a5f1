package io.todoku.operation;

import java.util.stream.Collectors;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that failed because the tables belong to another release. */
class ForeignSchemaFailureAnalyzer extends AbstractFailureAnalyzer<FlywayValidateException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, FlywayValidateException cause) {
    String found =
        String.valueOf(cause.getMessage())
            .lines()
            .filter(line -> line.contains("igration") && line.matches(".*\\d.*"))
            .map(String::strip)
            .collect(Collectors.joining(" "));
    return new FailureAnalysis(
        "The database belongs to another release of Todoku, and nothing in it was changed. "
            + found,
        "Start the release that used it last, or a later one.",
        cause);
  }
}
