package io.todoku.mailpath;

import io.todoku.mailpath.MailPath.PathMark;
import io.todoku.mailpath.MailPath.PathNode;
import io.todoku.rule.Text;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects SVG elements. Colours are presentation attributes, which a style sheet overrides by the
 * classes beside them; there are no style attributes, which the content security policy forbids.
 */
final class SvgCanvas {

  static final double LABEL_SIZE = 12;
  private static final double WORDS_SIZE = 11;
  private static final double NAME_SIZE = 14;
  private static final double CAPTION_SIZE = 11;
  private static final double MARK_SIZE = 11;
  private static final double PADDING = 12;
  private static final double CAPTION_BASELINE = 20;
  private static final double NAME_BASELINE = 39;
  private static final double DETAIL_BASELINE = 57;
  private static final double LINE = 18;
  private static final double BADGE = 8;
  private static final double SMALL = 0.75;

  /** How much wider bold text is. */
  static final double BOLD = 1.1;

  private final StringBuilder svg = new StringBuilder();
  private final Function<Text, String> texts;
  private final PathColours colours;

  SvgCanvas(Function<Text, String> texts, PathColours colours) {
    this.texts = texts;
    this.colours = colours;
  }

  String text(Text text) {
    return texts.apply(text);
  }

  String shapes() {
    return svg.toString();
  }

  static String number(double value) {
    String rounded = String.format(Locale.ROOT, "%.1f", value);
    return rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded;
  }

  void begin(String classes, String title) {
    svg.append("<g class=\"%s\"><title>%s</title>".formatted(classes, SvgText.escape(title)));
  }

  void end() {
    svg.append("</g>");
  }

  // nodes

  static double height(PathNode node) {
    double rows = (node.detail() == null ? 0 : 1) + node.marks().size();
    return NAME_BASELINE + 14 + rows * LINE + (node.marks().isEmpty() ? 0 : 2);
  }

  /** A box with what the node is, its name and what is known of it. */
  void node(PathNode node, double x, double y, double width) {
    String name = text(node.label());
    String kind = text(node.caption());
    begin(
        "node" + (node.subject() ? " subject" : "") + (node.absent() ? " absent" : ""),
        kind + ": " + name);
    svg.append(
        "<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"8\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
            .formatted(
                number(x),
                number(y),
                number(width),
                number(height(node)),
                colours.sheet(),
                node.subject() ? colours.accent() : node.absent() ? colours.soft() : colours.line(),
                node.subject() ? "2" : "1",
                node.absent() ? " stroke-dasharray=\"5 4\"" : ""));
    double inner = width - 2 * PADDING;
    double left = x + PADDING;
    write("soft", left, y + CAPTION_BASELINE, CAPTION_SIZE, colours.soft(), "", kind, inner);
    write(
        node.absent() ? "soft" : "name",
        left,
        y + NAME_BASELINE,
        NAME_SIZE,
        node.absent() ? colours.soft() : colours.ink(),
        node.absent() ? "" : " font-weight=\"600\"",
        name,
        node.absent() ? inner : inner / BOLD);
    double baseline = y + DETAIL_BASELINE;
    if (node.detail() != null) {
      write("soft", left, baseline, LABEL_SIZE, colours.soft(), "", text(node.detail()), inner);
      baseline += LINE;
    }
    for (PathMark mark : node.marks()) {
      mark(mark, left, baseline + 2, inner);
      baseline += LINE;
    }
    end();
  }

  private void mark(PathMark mark, double x, double baseline, double width) {
    begin("mark " + mark.state(), text(mark.sentence()));
    badge(mark.state(), x + BADGE * SMALL, baseline - 4, SMALL);
    write("ink", x + 18, baseline, MARK_SIZE, colours.ink(), "", text(mark.label()), width - 18);
    end();
  }

  // links

  /**
   * @param points x and y in turn
   */
  void line(@Nullable LinkState state, double... points) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      path.append(i == 0 ? "M" : " L").append(number(points[i])).append(' ');
      path.append(number(points[i + 1]));
    }
    svg.append(
        "<path class=\"line\" d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" stroke-linejoin=\"round\" stroke-linecap=\"round\"%s/>"
            .formatted(path, state == null ? colours.soft() : colours.of(state), dashes(state)));
  }

  private static String dashes(@Nullable LinkState state) {
    String pattern =
        switch (state) {
          case null -> "";
          case HOLDS -> "";
          case DOUBTFUL -> "12 4";
          case BROKEN -> "6 5";
          case UNKNOWN -> "1.5 5";
          case NOT_APPLICABLE -> "1 4";
        };
    return pattern.isEmpty() ? "" : " stroke-dasharray=\"" + pattern + "\"";
  }

  /**
   * A head at the end of an arrow.
   *
   * @param dx 1 to the right, -1 to the left, 0 up or down
   * @param dy 1 down, -1 up, 0 to a side
   */
  void arrowHead(@Nullable LinkState state, double x, double y, int dx, int dy) {
    double backX = x - dx * 8.0;
    double backY = y - dy * 8.0;
    svg.append(
        "<path class=\"head\" d=\"M%s %s L%s %s L%s %s Z\" fill=\"%s\"/>"
            .formatted(
                number(x),
                number(y),
                number(backX + dy * 4.5),
                number(backY + dx * 4.5),
                number(backX - dy * 4.5),
                number(backY - dx * 4.5),
                state == null ? colours.soft() : colours.of(state)));
  }

  /** The sign of a state, drawn so that no font is needed for it. */
  void badge(LinkState state, double x, double y, double scale) {
    boolean quiet = state == LinkState.NOT_APPLICABLE;
    svg.append(
        "<g class=\"badge\" transform=\"translate(%s %s) scale(%s)\"><circle r=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>"
            .formatted(
                number(x),
                number(y),
                scale,
                number(BADGE),
                quiet ? colours.sheet() : colours.of(state),
                colours.of(state)));
    String glyph =
        switch (state) {
          case HOLDS -> "M-3.6 .4 L-1 3 L3.8 -2.8";
          case BROKEN -> "M-2.9 -2.9 L2.9 2.9 M-2.9 2.9 L2.9 -2.9";
          case DOUBTFUL -> "M0 -4.2 L0 1 M0 3.9 L0 4";
          case UNKNOWN -> "M-2.2 -2.1 C-2.2 -5 2.4 -5 2.4 -2.1 C2.4 -.4 0 -.4 0 1.4 M0 4 L0 4.1";
          case NOT_APPLICABLE -> "M-3.2 0 L3.2 0";
        };
    svg.append(
        "<path class=\"glyph\" d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></g>"
            .formatted(glyph, quiet ? colours.soft() : colours.sheet()));
  }

  /** What a link is, in bold. */
  void label(String text, double x, double y, double width, boolean centred) {
    write(
        "ink",
        x,
        y,
        LABEL_SIZE,
        colours.ink(),
        " font-weight=\"600\"" + (centred ? " text-anchor=\"middle\"" : ""),
        text,
        width / BOLD);
  }

  /** What its state is, in words. */
  void words(LinkState state, String text, double x, double y, double width, boolean centred) {
    write(
        "words",
        x,
        y,
        WORDS_SIZE,
        colours.of(state),
        centred ? " text-anchor=\"middle\"" : "",
        text,
        width);
  }

  /** In place of nothing, the state in words. */
  List<String> wordsOf(MailPath.PathLink link) {
    if (link.instead() != null) {
      return List.of(text(link.instead()));
    }
    return link.state() == LinkState.HOLDS
        ? List.of()
        : List.of(text(Text.of("mailpath.state." + link.state())));
  }

  private void write(
      String classes,
      double x,
      double y,
      double size,
      String colour,
      String attributes,
      String text,
      double width) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"%s\"%s>%s</text>"
            .formatted(
                classes,
                number(x),
                number(y),
                number(size),
                colour,
                attributes,
                SvgText.escape(SvgText.fit(text, size, width))));
  }
}
