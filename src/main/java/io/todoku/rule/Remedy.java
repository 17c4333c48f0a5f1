package io.todoku.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * What to do.
 *
 * @param steps in order, each one action
 * @param commands to paste: shell, zone-file lines, a request text
 */
public record Remedy(List<Text> steps, List<String> commands) {

  public static final Remedy NONE = new Remedy(List.of(), List.of());

  /** One action without a command. */
  public static Remedy of(Text step) {
    return new Remedy(List.of(step), List.of());
  }

  /** This, then what the other adds to it. */
  public Remedy then(Remedy other) {
    return new Remedy(
        Stream.concat(steps.stream(), other.steps.stream()).distinct().toList(),
        Stream.concat(commands.stream(), other.commands.stream()).distinct().toList());
  }
}
