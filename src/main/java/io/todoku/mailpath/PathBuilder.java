package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.LinkKind;
import io.todoku.mailpath.MailPath.NodeKind;
import io.todoku.mailpath.MailPath.PathLink;
import io.todoku.mailpath.MailPath.PathMark;
import io.todoku.mailpath.MailPath.PathNode;
import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the nodes and links of a mail path. */
final class PathBuilder {

  private final List<PathNode> nodes = new ArrayList<>();
  private final List<PathLink> links = new ArrayList<>();

  /** A name, an address or an id as it is. */
  static Text plain(String label) {
    return Text.of("mailpath.plain", label);
  }

  /**
   * @param row less than 0: in the middle of all
   * @return the index of the node
   */
  int add(NodeKind kind, Text label, @Nullable Text detail, int column, double row) {
    return add(
        new PathNode(kind, captionOf(kind), label, detail, List.of(), false, false, column, row));
  }

  int addMarked(
      NodeKind kind,
      Text label,
      @Nullable Text detail,
      List<PathMark> marks,
      int column,
      double row) {
    return add(
        new PathNode(kind, captionOf(kind), label, detail, marks, false, false, column, row));
  }

  int addSubject(
      NodeKind kind,
      Text caption,
      Text label,
      @Nullable Text detail,
      List<PathMark> marks,
      int column,
      double row) {
    return add(new PathNode(kind, caption, label, detail, marks, false, true, column, row));
  }

  int addAbsent(NodeKind kind, Text label, int column, double row) {
    return add(
        new PathNode(kind, captionOf(kind), label, null, List.of(), true, false, column, row));
  }

  static Text captionOf(NodeKind kind) {
    return Text.of("mailpath.kind." + kind);
  }

  private int add(PathNode node) {
    nodes.add(node);
    return nodes.size() - 1;
  }

  void link(
      LinkKind kind,
      int from,
      int to,
      LinkState state,
      @Nullable Text instead,
      Text sentence,
      @Nullable Finding finding) {
    links.add(
        new PathLink(
            kind, from, to, state, instead, sentence, finding == null ? null : finding.rule()));
  }

  MailPath build(Text title) {
    double middle = nodes.stream().mapToDouble(PathNode::row).max().orElse(0) / 2;
    return new MailPath(
        title,
        nodes.stream().map(node -> node.row() < 0 ? node.inRow(middle) : node).toList(),
        links);
  }
}
