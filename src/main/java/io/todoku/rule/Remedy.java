package io.todoku.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * What to do about a finding.
 *
 * @param steps actions in order
 * @param commands to be pasted: shell commands, zone-file lines, Terraform, the text of a request
 */
public record Remedy(List<Text> steps, List<String> commands) {

  public static final Remedy NONE = new Remedy(List.of(), List.of());

  /** One action without a command. */
  public static Remedy of(Text step) {
    return new Remedy(List.of(step), List.of());
  }

  /** This remedy followed by the steps and commands of the other that it does not have yet. */
  public Remedy then(Remedy other) {
    return new Remedy(
        Stream.concat(steps.stream(), other.steps.stream()).distinct().toList(),
        Stream.concat(commands.stream(), other.commands.stream()).distinct().toList());
  }
}
