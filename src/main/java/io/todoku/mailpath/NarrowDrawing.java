package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.PathLink;
import io.todoku.mailpath.MailPath.PathNode;
import io.todoku.mailpath.PathShape.Bond;
import io.todoku.rule.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws a mail path from top to bottom, for phones. */
final class NarrowDrawing {

  static final double WIDTH = 320;
  private static final double MARGIN = 2;
  private static final double INDENT = 24;
  private static final double TRUNK = 12;
  private static final double ROW = 26;
  private static final double PADDING = 8;
  private static final double RAIL = 20;
  private static final double GAP = 12;

  private final PathShape shape;
  private final List<PathNode> nodes;
  private final SvgCanvas canvas;
  private final Map<Integer, Double> tops = new HashMap<>();
  private double y = MARGIN;

  NarrowDrawing(MailPath path, SvgCanvas canvas) {
    this.shape = PathShape.of(path);
    this.nodes = path.nodes();
    this.canvas = canvas;
  }

  /**
   * @return the height
   */
  double draw() {
    for (int node : shape.order()) {
      List<Bond> before = shape.before(node);
      if (before.size() == 1) {
        if (shape.parts(before.getFirst())) {
          y += GAP;
          rows(before.getFirst(), x(node));
          tick(before.getFirst().left(), node, before.getFirst());
        } else {
          rails(before.getFirst(), x(node));
        }
      } else if (before.size() > 1) {
        y += GAP;
      } else if (!tops.isEmpty()) {
        y += GAP;
      }
      box(node);
      shape.after(node).stream()
          .filter(shape::joins)
          .forEach(bond -> {
            y += 2;
            rows(bond, x(node));
          });
    }
    trunks();
    return y + MARGIN;
  }

  private double x(int node) {
    return MARGIN + shape.depth(node) * INDENT;
  }

  private double middle(int node) {
    return tops.getOrDefault(node, y) + SvgCanvas.height(nodes.get(node)) / 2;
  }

  private void box(int node) {
    tops.put(node, y);
    canvas.node(nodes.get(node), x(node), y, WIDTH - MARGIN - x(node));
    y += SvgCanvas.height(nodes.get(node));
  }

  /** Arrows beside each other between two boxes, each with its words in a row of its own. */
  private void rails(Bond bond, double x) {
    int number = bond.links().size();
    double height = number * ROW + 2 * PADDING;
    for (int i = 0; i < number; i++) {
      PathLink link = bond.links().get(i);
      double rail = x + TRUNK + 4 + i * RAIL;
      canvas.begin("link " + link.state(), canvas.text(link.sentence()));
      canvas.line(link.state(), rail, y + 2, rail, y + height - 2);
      if (link.to() == bond.right()) {
        canvas.arrowHead(link.state(), rail, y + height - 1, 0, 1);
      } else {
        canvas.arrowHead(link.state(), rail, y + 1, 0, -1);
      }
      row(link, rail, y + PADDING + (i + 0.5) * ROW, x + TRUNK + number * RAIL + 4);
      canvas.end();
    }
    y += height;
  }

  /** The words of links of a branch, beside its box. */
  private void rows(Bond bond, double x) {
    for (PathLink link : bond.links()) {
      canvas.begin("link " + link.state(), canvas.text(link.sentence()));
      row(link, x + 10, y + ROW / 2, x + 24);
      canvas.end();
      y += ROW;
    }
  }

  private void row(PathLink link, double badge, double middle, double x) {
    String kind = canvas.text(Text.of("mailpath.link." + link.kind()));
    canvas.badge(link.state(), badge, middle, 1);
    canvas.label(kind, x, middle + 4, WIDTH - x, false);
    double end = x + SvgText.width(kind, SvgCanvas.LABEL_SIZE) * SvgCanvas.BOLD + 6;
    canvas
        .wordsOf(link)
        .forEach(words -> canvas.words(link.state(), words, end, middle + 4, WIDTH - end, false));
  }

  /** From the stem to the box of a branch, which is drawn next. */
  private void tick(int parent, int node, Bond bond) {
    double stem = x(parent) + TRUNK;
    double middle = y + SvgCanvas.height(nodes.get(node)) / 2;
    PathLink link = bond.links().getFirst();
    canvas.begin("link " + link.state(), canvas.text(link.sentence()));
    canvas.line(link.state(), stem, middle, x(node) - 3, middle);
    canvas.arrowHead(link.state(), x(node) - 1, middle, 1, 0);
    canvas.end();
  }

  /** The stems of branches, once all boxes have their places. */
  private void trunks() {
    for (int node = 0; node < nodes.size(); node++) {
      List<Bond> after = shape.after(node);
      if (after.size() > 1) {
        double stem = x(node) + TRUNK;
        double from = tops.getOrDefault(node, 0.0) + SvgCanvas.height(nodes.get(node)) + 2;
        double to = after.stream().mapToDouble(bond -> middle(bond.right())).max().orElse(from);
        canvas.line(null, stem, from, stem, to);
      }
      List<Bond> before = shape.before(node);
      if (before.size() > 1) {
        double stem = x(node) + TRUNK;
        double from = before.stream().mapToDouble(bond -> middle(bond.left())).min().orElse(0);
        double to = tops.getOrDefault(node, 0.0);
        canvas.line(null, stem, from, stem, to - 3);
        canvas.arrowHead(null, stem, to - 1, 0, 1);
        for (Bond bond : before) {
          PathLink link = bond.links().getFirst();
          double middle = middle(bond.left());
          canvas.begin("link " + link.state(), canvas.text(link.sentence()));
          canvas.line(link.state(), x(bond.left()) - 2, middle, stem, middle);
          canvas.end();
        }
      }
    }
  }
}
