package io.todoku.report;

import org.springframework.web.util.HtmlUtils;

/**
 * A small picture, drawn as SVG.
 *
 * @param width in pixels
 * @param height in pixels
 * @param shapes as SVG elements
 */
record SvgImage(int width, int height, String shapes) {

  /** For a screen, where the words beside it say the same: they are not read out twice. */
  public String decorative() {
    return svg("aria-hidden=\"true\"");
  }

  /** For a PDF, where every picture must have words in its place (ISO 14289-1, 7.3). */
  public String withAlternativeText(String words) {
    return svg("alt=\"" + HtmlUtils.htmlEscapeDecimal(words) + "\"");
  }

  private String svg(String attribute) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" %3$s>%4$s</svg>"
        .formatted(width, height, attribute, shapes);
  }
}
