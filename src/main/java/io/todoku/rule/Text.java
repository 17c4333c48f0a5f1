package io.todoku.rule;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence to be: its key in the message files and its arguments. Language is chosen where it is
 * shown.
 */
public record Text(String key, List<Object> arguments) {

  public static Text of(String key, Object... arguments) {
    return new Text(key, List.copyOf(Arrays.asList(arguments)));
  }
}
