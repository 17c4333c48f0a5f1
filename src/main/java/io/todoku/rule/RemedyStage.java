package io.todoku.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * Actions in order, and what is pasted for them.
 *
 * @param blocks in the order in which they are used
 */
public record RemedyStage(List<Text> steps, List<RemedyBlock> blocks) {

  public static final RemedyStage NONE = new RemedyStage(List.of(), List.of());

  public RemedyStage {
    steps = List.copyOf(steps);
    blocks = List.copyOf(blocks);
  }

  public static RemedyStage of(Text step, RemedyBlock... blocks) {
    return new RemedyStage(List.of(step), List.of(blocks));
  }

  /** This part followed by what the other has and this one has not. */
  RemedyStage then(RemedyStage other) {
    return new RemedyStage(
        Stream.concat(steps.stream(), other.steps.stream()).distinct().toList(),
        Stream.concat(blocks.stream(), other.blocks.stream()).distinct().toList());
  }

  public boolean isEmpty() {
    return steps.isEmpty() && blocks.isEmpty();
  }
}
