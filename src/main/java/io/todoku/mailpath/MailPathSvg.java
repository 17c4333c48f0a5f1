package io.todoku.mailpath;

import io.todoku.rule.Text;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws a mail path as SVG in one language, with its whole content as text in {@code desc}.
 *
 * @param texts renders a text in the language
 */
public record MailPathSvg(Function<Text, String> texts, PathColours colours) {

  /** In the colours of the light pages, which a style sheet overrides. */
  public MailPathSvg(Function<Text, String> texts) {
    this(texts, PathColours.LIGHT);
  }

  /** From left to right, for a width of 700 pixels and more. */
  public String wide(MailPath path) {
    return wide(path, 1, "");
  }

  /**
   * The same for a PDF, in which every picture needs an alternative text (ISO 14289-1, 7.3).
   *
   * @param scale by which it is shown larger or smaller
   */
  public String wideWithAlternativeText(MailPath path, double scale) {
    return wide(
        path,
        scale,
        " alt=\"" + SvgText.escape(texts.apply(path.title()) + ". " + description(path)) + "\"");
  }

  private String wide(MailPath path, double scale, String attributes) {
    SvgCanvas canvas = new SvgCanvas(texts, colours);
    WideDrawing drawing = new WideDrawing(path, canvas);
    drawing.draw();
    return svg(path, "wide", drawing.width(), drawing.height(), scale, attributes, canvas.shapes());
  }

  /** From top to bottom, for a width of 320 pixels. */
  public String narrow(MailPath path) {
    SvgCanvas canvas = new SvgCanvas(texts, colours);
    double height = new NarrowDrawing(path, canvas).draw();
    return svg(path, "narrow", NarrowDrawing.WIDTH, height, 1, "", canvas.shapes());
  }

  /** The content of the picture as sentences: what holds, then what needs attention. */
  public String description(MailPath path) {
    String between = texts.apply(Text.of("mailpath.because", "", ""));
    Stream<Text> attention = path.remarks().stream().map(MailPath.Remark::sentence);
    return Stream.concat(path.sound().stream(), attention)
        .map(texts)
        .distinct()
        .collect(Collectors.joining(between));
  }

  private String svg(
      MailPath path,
      String kind,
      double width,
      double height,
      double scale,
      String attributes,
      String shapes) {
    // in whole pixels, because the drawer of PDFs reads no others
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %s %s\" font-family=\"%s\"%s><title>%s</title><desc>%s</desc>%s</svg>"
        .formatted(
            kind,
            Math.round(width * scale),
            Math.round(height * scale),
            SvgCanvas.number(width),
            SvgCanvas.number(height),
            colours.font(),
            attributes,
            SvgText.escape(texts.apply(path.title())),
            SvgText.escape(description(path)),
            shapes);
  }
}
