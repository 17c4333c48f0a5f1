package io.todoku.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Something to paste.
 *
 * @param forms of the same thing, one of which is used; at least one, each of another kind
 */
public record RemedyBlock(List<BlockForm> forms) {

  public RemedyBlock {
    forms = List.copyOf(forms);
    if (forms.isEmpty()) {
      throw new IllegalArgumentException("a block has at least one form");
    }
  }

  public static RemedyBlock of(BlockKind kind, String text) {
    return new RemedyBlock(List.of(new BlockForm(kind, text)));
  }

  /** Commands for a shell on the server. */
  public static RemedyBlock shell(String commands) {
    return of(BlockKind.SHELL, commands);
  }

  /** Lines of a configuration file. */
  public static RemedyBlock configuration(String lines) {
    return of(BlockKind.CONFIGURATION, lines);
  }

  /** Commands for the Exchange Management Shell. */
  public static RemedyBlock exchange(String commands) {
    return of(BlockKind.EXCHANGE_SHELL, commands);
  }

  /** A command of the AWS CLI. */
  public static RemedyBlock aws(String command) {
    return of(BlockKind.AWS_CLI, command);
  }

  /** A command of the AWS CLI, or the same as Terraform. */
  public static RemedyBlock aws(String command, Hcl... resources) {
    return new RemedyBlock(
        List.of(new BlockForm(BlockKind.AWS_CLI, command), BlockForm.terraform(resources)));
  }

  /** Terraform alone. */
  public static RemedyBlock terraform(Hcl... resources) {
    return new RemedyBlock(List.of(BlockForm.terraform(resources)));
  }

  /** Several blocks of the same kind. */
  public static List<RemedyBlock> each(BlockKind kind, List<String> texts) {
    return texts.stream().map(text -> of(kind, text)).toList();
  }

  /** Blocks as one: the texts of each kind one below the other, each once. */
  public static RemedyBlock joined(List<RemedyBlock> blocks) {
    return new RemedyBlock(
        Arrays.stream(BlockKind.values()).flatMap(kind -> joined(kind, blocks).stream()).toList());
  }

  private static Optional<BlockForm> joined(BlockKind kind, List<RemedyBlock> blocks) {
    String between = kind == BlockKind.TERRAFORM ? "\n\n" : "\n";
    return blocks.stream()
        .flatMap(block -> block.forms().stream())
        .filter(form -> form.kind() == kind)
        .map(BlockForm::text)
        .distinct()
        .reduce((first, second) -> first + between + second)
        .map(text -> new BlockForm(kind, text));
  }
}
