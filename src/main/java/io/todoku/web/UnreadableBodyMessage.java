package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import io.todoku.problem.ProblemType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Describes where a request body is invalid, without internals. */
final class UnreadableBodyMessage {

  private UnreadableBodyMessage() {}

  /**
   * @param cause the reader's exception; null if there was no body
   */
  static ProblemDetail problem(@Nullable Throwable cause) {
    return switch (cause) {
      case StreamReadException broken ->
          ProblemType.INVALID_BODY.detail(
              "the body is not valid JSON: see line %d, column %d"
                  .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr()));
      case UnrecognizedPropertyException unknown ->
          ProblemType.UNKNOWN_FIELD.detail(
              "unknown field \"%s\"; known fields: %s"
                  .formatted(path(unknown.getPath()), known(unknown)));
      case InvalidNullException missing ->
          ProblemType.INVALID_VALUE.detail("\"" + path(missing.getPath()) + "\" is null");
      case JacksonException wrong -> ProblemType.INVALID_VALUE.detail(describe(wrong));
      case null, default -> ProblemType.INVALID_BODY.detail("the request has no JSON body");
    };
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String describe(JacksonException wrong) {
    String path = path(wrong.getPath());
    String where = path.isEmpty() ? "the body" : "\"" + path + "\"";
    String message = ownMessage(wrong);
    if (message != null) {
      return where + ": " + message;
    }
    return switch (wrong) {
      // a text that is none of the values is of the right type
      case InvalidFormatException value
          when value.getValue() instanceof String
              && !ClassUtils.isPrimitiveOrWrapper(value.getTargetType()) ->
          where + " must be " + ExpectedValue.of(value.getTargetType());
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          where + " has the wrong type: it must be " + ExpectedValue.of(mismatch.getTargetType());
      default -> where + " has the wrong type";
    };
  }

  /** The message of the type that refused a value; null if the value was not understood at all. */
  private static @Nullable String ownMessage(JacksonException wrong) {
    return wrong.getCause() instanceof InvalidInputException refusal ? refusal.getMessage() : null;
  }

  private static String path(List<JacksonException.Reference> path) {
    return path.stream()
        .map(one ->
            one.getPropertyName() == null
                ? "[" + one.getIndex() + "]"
                : "." + one.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }
}
