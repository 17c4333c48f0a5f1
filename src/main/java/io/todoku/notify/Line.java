package io.todoku.notify;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence to be: its key in the message files and its arguments. It is worded when it is sent,
 * in the language of the channel.
 *
 * @param arguments whole numbers and other lines as they are, anything else as its text, cut at
 *     {@value #MAX_ARGUMENT} characters
 */
public record Line(String key, List<Object> arguments) {

  static final int MAX_ARGUMENT = 500;

  /** Stands for what did not fit; its argument is how many lines that were. */
  static final String MORE = "notify.more";

  public Line {
    arguments = arguments.stream().map(Line::kept).toList();
  }

  public static Line of(String key, @Nullable Object... arguments) {
    return new Line(key, Arrays.stream(arguments).map(Line::kept).toList());
  }

  static Line more(int lines) {
    return of(MORE, lines);
  }

  /** How many lines it stands for. */
  int count() {
    return key.equals(MORE) && arguments.getFirst() instanceof Integer left ? left : 1;
  }

  private static Object kept(@Nullable Object argument) {
    return switch (argument) {
      case null -> "";
      case Line line -> line;
      case Integer whole -> whole;
      case Long whole -> whole;
      default -> cut(argument.toString());
    };
  }

  private static String cut(String text) {
    return text.length() > MAX_ARGUMENT ? text.substring(0, MAX_ARGUMENT - 1) + "…" : text;
  }
}
