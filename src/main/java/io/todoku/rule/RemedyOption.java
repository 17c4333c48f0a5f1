package io.todoku.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways in which a finding can be mended.
 *
 * @param label by which it is chosen; null where there is no other option
 * @param look what to find out first
 * @param change what to do
 * @param verify what shows that it took effect
 */
public record RemedyOption(
    @Nullable Text label, RemedyStage look, RemedyStage change, RemedyStage verify) {

  static RemedyOption looking(RemedyStage look) {
    return new RemedyOption(null, look, RemedyStage.NONE, RemedyStage.NONE);
  }

  static RemedyOption changing(RemedyStage change) {
    return new RemedyOption(null, RemedyStage.NONE, change, RemedyStage.NONE);
  }

  static RemedyOption verifying(RemedyStage verify) {
    return new RemedyOption(null, RemedyStage.NONE, RemedyStage.NONE, verify);
  }

  /** An option that is chosen by its label. */
  public static RemedyOption labelled(Text label, RemedyStage change) {
    return changing(change).withLabel(label);
  }

  /** The same, chosen by this label. */
  public RemedyOption withLabel(Text newLabel) {
    return new RemedyOption(newLabel, look, change, verify);
  }

  /** This option followed by what the other has and this one has not. */
  RemedyOption then(RemedyOption other) {
    return new RemedyOption(
        label != null ? label : other.label,
        look.then(other.look),
        change.then(other.change),
        verify.then(other.verify));
  }

  /** Its stages in the order in which they are done. */
  public List<RemedyStage> stages() {
    return List.of(look, change, verify);
  }

  /** The letter of an option by its position: a, b, c. */
  public static String letter(int position) {
    return String.valueOf((char) ('a' + position));
  }
}
