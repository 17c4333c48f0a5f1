package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.PathLink;
import io.todoku.mailpath.MailPath.PathNode;
import io.todoku.mailpath.PathShape.Bond;
import io.todoku.rule.Text;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws a mail path from left to right. */
final class WideDrawing {

  private static final double WIDTH = 188;
  private static final double GAP = 109;
  private static final double MARGIN = 3;
  private static final double ROW_GAP = 22;
  private static final double TWO_LINKS = 118;
  private static final double ONE_LINK = 82;
  private static final double APART = 15;
  private static final double TRUNK = 10;
  private static final double TRUNKS_APART = 6;

  private final PathShape shape;
  private final List<PathNode> nodes;
  private final SvgCanvas canvas;
  private final double pitch;
  private final double top;
  private final double bottom;

  WideDrawing(MailPath path, SvgCanvas canvas) {
    this.shape = PathShape.of(path);
    this.nodes = path.nodes();
    this.canvas = canvas;
    this.pitch = pitch();
    this.top = extents().min().orElse(0);
    this.bottom = extents().max().orElse(0);
  }

  /** How far boxes, and labels above and below two links, reach up and down. */
  private DoubleStream extents() {
    return DoubleStream.concat(
        nodes.stream().flatMapToDouble(node -> around(node, SvgCanvas.height(node) / 2)),
        shape.bonds().stream()
            .filter(bond -> bond.links().size() > 1)
            .flatMapToDouble(bond ->
                around(nodes.get(shape.joins(bond) ? bond.left() : bond.right()), TWO_LINKS / 2)));
  }

  private DoubleStream around(PathNode node, double reach) {
    return DoubleStream.of(node.row() * pitch - reach, node.row() * pitch + reach);
  }

  /** Rows are as far apart as the boxes in columns with several of them need, and the labels. */
  private double pitch() {
    double boxes =
        nodes.stream()
            .filter(n -> nodes.stream().filter(o -> o.column() == n.column()).count() > 1)
            .mapToDouble(SvgCanvas::height)
            .max()
            .orElse(0);
    double links =
        shape.bonds().stream()
                .anyMatch(b -> b.links().size() > 1 && (shape.joins(b) || shape.parts(b)))
            ? TWO_LINKS
            : ONE_LINK;
    return Math.max(boxes + ROW_GAP, links);
  }

  double width() {
    int columns = 1 + nodes.stream().mapToInt(PathNode::column).max().orElse(0);
    return columns * WIDTH + (columns - 1) * GAP + 2 * MARGIN;
  }

  double height() {
    return bottom - top + 2 * MARGIN;
  }

  private double x(PathNode node) {
    return MARGIN + node.column() * (WIDTH + GAP);
  }

  private double middle(PathNode node) {
    return MARGIN + node.row() * pitch - top;
  }

  void draw() {
    shape.bonds().forEach(this::draw);
    nodes.forEach(
        node -> canvas.node(node, x(node), middle(node) - SvgCanvas.height(node) / 2, WIDTH));
  }

  private void draw(Bond bond) {
    int number = bond.links().size();
    IntStream.range(0, number)
        .forEach(i -> draw(bond, bond.links().get(i), i, number == 1 ? 0 : (2 * i - 1) * APART));
  }

  private void draw(Bond bond, PathLink link, int index, double offset) {
    PathNode left = nodes.get(bond.left());
    PathNode right = nodes.get(bond.right());
    double x1 = x(left) + WIDTH;
    double x2 = x(right);
    double y1 = middle(left) + offset;
    double y2 = middle(right) + offset;
    boolean joins = shape.joins(bond);
    boolean bent = Math.abs(y1 - y2) > 0.5;
    boolean branches = joins || shape.parts(bond) || bent;
    double trunk = joins ? x2 - TRUNK - index * TRUNKS_APART : x1 + TRUNK + index * TRUNKS_APART;
    canvas.begin("link " + link.state(), canvas.text(link.sentence()));
    if (bent) {
      canvas.line(link.state(), x1 + 3, y1, trunk, y1, trunk, y2, x2 - 3, y2);
    } else {
      canvas.line(link.state(), x1 + 3, y1, x2 - 3, y2);
    }
    if (link.to() == bond.right()) {
      canvas.arrowHead(link.state(), x2 - 1, y2, 1, 0);
    } else {
      canvas.arrowHead(link.state(), x1 + 1, y1, -1, 0);
    }
    double from = branches && !joins ? trunk : x1;
    double to = branches && joins ? trunk : x2;
    label(link, (from + to) / 2, joins ? y1 : y2, to - from - 4, offset);
    canvas.end();
  }

  /** The sign on the line; above it, or for the lower of two below it, what it says. */
  private void label(PathLink link, double x, double y, double width, double offset) {
    String kind = canvas.text(Text.of("mailpath.link." + link.kind()));
    List<String> words = canvas.wordsOf(link);
    canvas.badge(link.state(), x, y, 1);
    double up = offset < 0 && !words.isEmpty() ? 28 : 13;
    canvas.label(kind, x, offset > 0 ? y + 22 : y - up, width, true);
    for (String word : words) {
      double below = offset > 0 ? 37 : 22;
      canvas.words(link.state(), word, x, offset < 0 ? y - 13 : y + below, width, true);
    }
  }
}
