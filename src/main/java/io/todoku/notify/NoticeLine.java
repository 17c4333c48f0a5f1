package io.todoku.notify;

import io.todoku.notify.NoticeJson.ArgumentDeserializer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A sentence as the key and the arguments of its text, because its language is known only when it
 * is sent: that of the channel.
 *
 * @param arguments whole numbers and other lines as they are, anything else as its text, cut at
 *     {@value #MAX_ARGUMENT} characters
 */
public record NoticeLine(
    String key,
    @JsonDeserialize(contentUsing = ArgumentDeserializer.class) List<Object> arguments) {

  static final int MAX_ARGUMENT = 500;

  /** The key of the line that counts those that did not fit; the count is its argument. */
  static final String OMITTED_KEY = "notify.more";

  /** The end of the key of a line that stands for many changes; their count is its argument. */
  private static final String MANY = ".many";

  public NoticeLine {
    arguments = arguments.stream().map(NoticeLine::storable).toList();
  }

  public static NoticeLine of(String key, @Nullable Object... arguments) {
    return new NoticeLine(key, Arrays.stream(arguments).map(NoticeLine::storable).toList());
  }

  static NoticeLine omitted(int lines) {
    return of(OMITTED_KEY, lines);
  }

  /** How many changes this line stands for. */
  int count() {
    return (key.equals(OMITTED_KEY) || key.endsWith(MANY))
            && arguments.getFirst() instanceof Integer many
        ? many
        : 1;
  }

  private static Object storable(@Nullable Object argument) {
    return switch (argument) {
      case null -> "";
      case NoticeLine line -> line;
      case Integer whole -> whole;
      case Long whole -> whole;
      default -> truncate(argument.toString());
    };
  }

  private static String truncate(String text) {
    return text.length() > MAX_ARGUMENT ? text.substring(0, MAX_ARGUMENT - 1) + "…" : text;
  }
}
