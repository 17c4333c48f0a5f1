package io.todoku.checklist;

import io.todoku.checklist.RemedyView.BlockFormView;
import io.todoku.checklist.RemedyView.PlaceholderView;
import io.todoku.checklist.RemedyView.RemedyBlockView;
import io.todoku.checklist.RemedyView.RemedyLinkView;
import io.todoku.checklist.RemedyView.RemedyOptionView;
import io.todoku.checklist.RemedyView.RemedyStageView;
import io.todoku.rule.Remedy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A remedy as JSON.
 *
 * @param steps everything that a person reads, in order: cautions, then the steps of each way
 * @param commands everything that may be pasted, in every form
 * @param ways one of which is chosen
 * @param audience who can apply it
 */
public record RemedyPart(
    List<String> steps,
    List<String> commands,
    List<String> cautions,
    List<OptionPart> ways,
    List<RemedyLinkView> links,
    Remedy.Audience audience) {

  /**
   * One of the ways in which it can be mended.
   *
   * @param label null where there is no other
   */
  public record OptionPart(
      @Nullable String label, StagePart look, StagePart change, StagePart verify) {

    static OptionPart of(RemedyOptionView option) {
      return new OptionPart(
          option.label(),
          StagePart.of(option.look()),
          StagePart.of(option.change()),
          StagePart.of(option.verify()));
    }
  }

  /**
   * Actions in order, and what is pasted for them.
   *
   * @param blocks each as a list of forms, one of which is used
   */
  public record StagePart(List<String> steps, List<List<FormPart>> blocks) {

    static StagePart of(RemedyStageView stage) {
      return new StagePart(stage.steps(), forms(stage.blocks()));
    }
  }

  /**
   * A text to paste.
   *
   * @param placeholders what stands in it for what only a person knows
   */
  public record FormPart(String kind, String text, List<String> placeholders) {

    static FormPart of(BlockFormView form) {
      return new FormPart(
          form.kind(),
          form.text(),
          form.placeholders().stream().map(PlaceholderView::token).toList());
    }
  }

  /** Each block as a list of its forms. */
  public static List<List<FormPart>> forms(List<RemedyBlockView> blocks) {
    return blocks.stream().map(block -> block.forms().stream().map(FormPart::of).toList()).toList();
  }

  static RemedyPart of(Remedy remedy, Wording wording) {
    return of(RemedyView.of(remedy, wording));
  }

  static RemedyPart of(RemedyView view) {
    return new RemedyPart(
        view.steps(),
        view.commands(),
        view.cautions(),
        view.options().stream().map(OptionPart::of).toList(),
        view.links(),
        view.audience());
  }
}
