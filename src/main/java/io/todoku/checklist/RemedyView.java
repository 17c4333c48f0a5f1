package io.todoku.checklist;

import io.todoku.rule.BlockForm;
import io.todoku.rule.Placeholder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyOption;
import io.todoku.rule.RemedyStage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A remedy in one language.
 *
 * @param options one of which is chosen
 * @param steps everything that a person reads, in order
 * @param commands everything that may be pasted, in every form
 * @param firstStep the first thing to do, without cautions; empty where there is none
 */
public record RemedyView(
    List<String> cautions,
    List<RemedyOptionView> options,
    List<RemedyLinkView> links,
    Remedy.Audience audience,
    List<String> steps,
    List<String> commands,
    String firstStep) {

  /**
   * One of the options.
   *
   * @param letter by which it is called
   * @param label null where there is no other option
   */
  public record RemedyOptionView(
      String letter,
      @Nullable String label,
      RemedyStageView look,
      RemedyStageView change,
      RemedyStageView verify) {

    /** Its stages in order. */
    public List<RemedyStageView> stages() {
      return List.of(look, change, verify);
    }

    /** What is to be filled in before its blocks are pasted, each once. */
    public List<PlaceholderView> placeholders() {
      return stages().stream()
          .flatMap(stage -> stage.blocks().stream())
          .flatMap(block -> block.placeholders().stream())
          .distinct()
          .toList();
    }
  }

  /** Actions in order, and what is pasted for them. */
  public record RemedyStageView(List<String> steps, List<RemedyBlockView> blocks) {

    public boolean isEmpty() {
      return steps.isEmpty() && blocks.isEmpty();
    }
  }

  /** Something to paste, in one form or several. */
  public record RemedyBlockView(List<BlockFormView> forms) {

    /** What is to be filled in, each once. */
    public List<PlaceholderView> placeholders() {
      return forms.stream().flatMap(form -> form.placeholders().stream()).distinct().toList();
    }

    public static RemedyBlockView of(RemedyBlock block, Wording wording) {
      return new RemedyBlockView(block.forms().stream().map(form -> view(form, wording)).toList());
    }
  }

  /**
   * A text to paste.
   *
   * @param family of its kind, by which a reader's choice is remembered
   * @param label what it is pasted into
   */
  public record BlockFormView(
      String kind, String family, String label, String text, List<PlaceholderView> placeholders) {}

  /**
   * What only a person knows.
   *
   * @param token what stands in the text
   * @param pattern that its value must match
   */
  public record PlaceholderView(String token, String label, String pattern) {}

  /** A page outside of this application. */
  public record RemedyLinkView(String text, String url) {}

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return cautions.isEmpty() && options.isEmpty();
  }

  static RemedyView of(Remedy remedy, Wording wording) {
    return new RemedyView(
        remedy.cautions().stream().map(wording::of).toList(),
        IntStream.range(0, remedy.options().size())
            .mapToObj(i -> view(i, remedy.options().get(i), wording))
            .toList(),
        remedy.links().stream()
            .map(link -> new RemedyLinkView(wording.of(link.text()), link.url()))
            .toList(),
        remedy.audience(),
        remedy.steps().stream().map(wording::of).toList(),
        remedy.commands(),
        remedy.firstStep() == null ? "" : wording.of(remedy.firstStep()));
  }

  private static RemedyOptionView view(int position, RemedyOption option, Wording wording) {
    return new RemedyOptionView(
        RemedyOption.letter(position),
        option.label() == null ? null : wording.of(option.label()),
        view(option.look(), wording),
        view(option.change(), wording),
        view(option.verify(), wording));
  }

  private static RemedyStageView view(RemedyStage stage, Wording wording) {
    return new RemedyStageView(
        stage.steps().stream().map(wording::of).toList(),
        stage.blocks().stream().map(block -> RemedyBlockView.of(block, wording)).toList());
  }

  private static BlockFormView view(BlockForm form, Wording wording) {
    return new BlockFormView(
        form.kind().name(),
        form.kind().family(),
        wording.of("block." + form.kind()),
        form.text(),
        form.placeholders().stream().map(placeholder -> view(placeholder, wording)).toList());
  }

  private static PlaceholderView view(Placeholder placeholder, Wording wording) {
    return new PlaceholderView(
        placeholder.token(), wording.of("placeholder." + placeholder), placeholder.pattern());
  }

  /**
   * What changes something, of several remedies together: the first blocks, then the second ones.
   */
  static List<RemedyBlockView> joined(List<Remedy> remedies, Wording wording) {
    List<List<RemedyBlock>> changes =
        remedies.stream()
            .map(remedy ->
                remedy.options().stream()
                    .limit(1)
                    .flatMap(option -> option.change().blocks().stream())
                    .toList())
            .toList();
    int most = changes.stream().mapToInt(List::size).max().orElse(0);
    List<RemedyBlockView> joined = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      int position = i;
      List<RemedyBlock> blocks =
          changes.stream()
              .filter(change -> change.size() > position)
              .map(change -> change.get(position))
              .toList();
      if (areForOnePaste(blocks)) {
        joined.add(RemedyBlockView.of(RemedyBlock.joined(blocks), wording));
      }
    }
    return joined;
  }

  /**
   * Whether the blocks may be pasted as one. Commands and settings of different servers may not:
   * whoever pasted all of them into one server would give it the names of the others.
   */
  private static boolean areForOnePaste(List<RemedyBlock> blocks) {
    return blocks.stream().distinct().count() == 1
        || blocks.stream()
            .flatMap(block -> block.forms().stream())
            .allMatch(form -> form.kind().namesItsSubject());
  }

  /** The texts of blocks, in every form. */
  public static List<String> texts(List<RemedyBlockView> blocks) {
    return blocks.stream()
        .flatMap(block -> block.forms().stream())
        .map(BlockFormView::text)
        .toList();
  }
}
