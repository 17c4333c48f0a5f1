package io.todoku.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A text to paste, and what it is pasted into. */
public record BlockForm(BlockKind kind, String text) {

  static BlockForm terraform(Hcl... resources) {
    return new BlockForm(
        BlockKind.TERRAFORM,
        Arrays.stream(resources).map(Hcl::toString).collect(Collectors.joining("\n\n")));
  }

  /** What is to be filled in before it is pasted, in the order of {@link Placeholder}. */
  public List<Placeholder> placeholders() {
    return Arrays.stream(Placeholder.values()).filter(p -> p.isFilledIn(this)).toList();
  }
}
