package io.todoku.web;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
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
          "the body is no JSON from line %d, column %d on"
              .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      case UnrecognizedPropertyException unknown ->
          "there is no field \"%s\" there, but %s"
              .formatted(
                  path(unknown.getPath()),
                  unknown.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", ")));
      case JacksonException wrong -> {
        String path = path(wrong.getPath());
        String where = path.isEmpty() ? "the body" : "\"" + path + "\"";
        yield where
            + (ownMessage(wrong) == null ? " is not what belongs there" : ": " + ownMessage(wrong));
      }
      case null, default -> "a body in JSON is missing";
    };
  }

  /** The message of one of our own types that refused the body; null if none did. */
  private static @Nullable String ownMessage(JacksonException wrong) {
    return wrong.getCause() instanceof IllegalArgumentException ours ? ours.getMessage() : null;
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
