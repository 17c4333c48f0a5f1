package io.todoku.mailpath;

import io.todoku.rule.Text;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mail path in one language, as the template {@code mail-path} shows it.
 *
 * @param description the content of the picture as sentences
 * @param wide as SVG, for wide screens
 * @param narrow as SVG, for phones
 * @param remarks what needs attention
 */
public record MailPathView(
    String title,
    String description,
    String wide,
    String narrow,
    List<NodeView> nodes,
    List<LinkView> links,
    List<RemarkView> remarks) {

  /** A node, by its place in the list. */
  public record NodeView(String kind, String label, @Nullable String detail, boolean absent) {}

  /**
   * A link between two nodes.
   *
   * @param from the place of a node in the list, from 0
   * @param instead what is there in place of it; null where the state says all
   * @param rule whose finding gives the state; null where it was only observed
   */
  public record LinkView(
      String kind,
      int from,
      int to,
      LinkState state,
      @Nullable String instead,
      String sentence,
      @Nullable String rule) {}

  /** What needs attention, and the rule that found it. */
  public record RemarkView(LinkState state, String sentence, @Nullable String rule) {}

  /**
   * @param texts renders a text in the language
   */
  public static MailPathView of(MailPath path, Function<Text, String> texts) {
    MailPathSvg svg = new MailPathSvg(texts);
    return new MailPathView(
        texts.apply(path.title()),
        svg.description(path),
        svg.wide(path),
        svg.narrow(path),
        path.nodes().stream()
            .map(node ->
                new NodeView(
                    node.kind().name(),
                    texts.apply(node.label()),
                    node.detail() == null ? null : texts.apply(node.detail()),
                    node.absent()))
            .toList(),
        path.links().stream()
            .map(link ->
                new LinkView(
                    link.kind().name(),
                    link.from(),
                    link.to(),
                    link.state(),
                    link.instead() == null ? null : texts.apply(link.instead()),
                    texts.apply(link.sentence()),
                    link.rule()))
            .toList(),
        path.remarks().stream()
            .map(remark ->
                new RemarkView(remark.state(), texts.apply(remark.sentence()), remark.rule()))
            .toList());
  }
}
