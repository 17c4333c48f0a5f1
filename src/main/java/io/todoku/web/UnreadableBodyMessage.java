package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Describes where a request body is invalid, without internals. */
final class UnreadableBodyMessage {

  private UnreadableBodyMessage() {}

  /**
   * @param cause the reader's exception; null if there was no body
   */
  static String describe(@Nullable Throwable cause) {
    return switch (cause) {
      case StreamReadException broken ->
          "the body is not valid JSON: see line %d, column %d"
              .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      case UnrecognizedPropertyException unknown ->
          "unknown field \"%s\"; known fields: %s"
              .formatted(
                  path(unknown.getPath()),
                  unknown.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", ")));
      case InvalidNullException missing -> "\"" + path(missing.getPath()) + "\" is null";
      case JacksonException wrong -> {
        String path = path(wrong.getPath());
        String where = path.isEmpty() ? "the body" : "\"" + path + "\"";
        yield where
            + (ownMessage(wrong) == null ? " has the wrong type" : ": " + ownMessage(wrong));
      }
      case null, default -> "the request has no JSON body";
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
