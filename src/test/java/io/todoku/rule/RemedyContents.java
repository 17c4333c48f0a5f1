package io.todoku.rule;

import java.util.List;
import java.util.function.Function;

/** What a finding's remedy holds, by its stages and kinds. */
public final class RemedyContents {

  private RemedyContents() {}

  /** The steps before the change, of all options. */
  public static List<Text> looks(Finding finding) {
    return steps(finding, RemedyOption::look);
  }

  /** The steps of the change, of all options. */
  public static List<Text> changes(Finding finding) {
    return steps(finding, RemedyOption::change);
  }

  /** The texts of one kind. */
  public static List<String> texts(Finding finding, BlockKind kind) {
    return finding
        .remedy()
        .blocks()
        .flatMap(block -> block.forms().stream())
        .filter(form -> form.kind() == kind)
        .map(BlockForm::text)
        .toList();
  }

  private static List<Text> steps(Finding finding, Function<RemedyOption, RemedyStage> stage) {
    return finding.remedy().options().stream()
        .flatMap(option -> stage.apply(option).steps().stream())
        .toList();
  }
}
