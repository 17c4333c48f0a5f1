package io.todoku.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words what failed for the detail of a {@link Reason}. */
public final class FailureText {

  private FailureText() {}

  /**
   * The message of the exception or, where it has none, of what caused it; else the kind of the
   * innermost exception as words ("port unreachable"). Never empty, and never the word "null".
   */
  public static String of(Throwable failure) {
    Throwable told = failure;
    for (int depth = 0; depth < 20 && told.getCause() != null && !saysSomething(told); depth++) {
      told = told.getCause();
    }
    String message = told.getMessage();
    return message != null && saysSomething(told) ? message.strip() : kind(told);
  }

  /** A code of the service, with its message where it sent one. */
  public static String of(String code, @Nullable String message) {
    return message == null || message.isBlank() ? code : code + ": " + message.strip();
  }

  private static boolean saysSomething(Throwable failure) {
    String message = failure.getMessage();
    return message != null && !message.isBlank() && !message.strip().matches("(.*: ?)?null");
  }

  private static String kind(Throwable failure) {
    if (failure instanceof EOFException) {
      return "the connection ended";
    }
    if (failure.getClass() == IOException.class) {
      return "input/output error";
    }
    String words =
        failure
            .getClass()
            .getSimpleName()
            .replaceFirst("Exception$", "")
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
            .toLowerCase(Locale.ROOT)
            .strip();
    return words.isEmpty() ? "failed" : words;
  }
}
