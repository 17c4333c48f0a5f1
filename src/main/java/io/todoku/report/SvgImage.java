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

  /** For a screen: hidden from screen readers, because the text beside it has the same content. */
  public String decorative() {
    return svg("aria-hidden=\"true\"");
  }

  /** For a PDF, in which every picture needs an alternative text (ISO 14289-1, 7.3). */
  public String withAlternativeText(String alternative) {
    return svg("alt=\"" + HtmlUtils.htmlEscapeDecimal(alternative) + "\"");
  }

  private String svg(String attribute) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" %3$s>%4$s</svg>"
        .formatted(width, height, attribute, shapes);
  }
}
