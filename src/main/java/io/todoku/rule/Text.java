package io.todoku.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sentence to be: its key in the message files and its arguments. Language is chosen where it is
 * shown.
 */
public record Text(String key, List<Object> arguments) {

  public static Text of(String key, Object... arguments) {
    return new Text(key, List.copyOf(Arrays.asList(arguments)));
  }

  /** A sentence of which the subject is the first argument. */
  public static Text about(Object subject, String key, Object... more) {
    return of(key, Stream.concat(Stream.of(subject), Stream.of(more)).toArray());
  }
}
