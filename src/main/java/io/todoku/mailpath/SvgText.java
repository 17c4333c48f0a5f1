package io.todoku.mailpath;

import io.todoku.locale.InvisibleCharacters;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.HtmlUtils;

/** Fits texts into the boxes of a picture, and makes them safe in SVG. */
final class SvgText {

  /** The first code point that is drawn as wide as it is high, as Chinese characters are. */
  private static final int FIRST_WIDE = 0x2e80;

  private static final double WIDE = 1;
  private static final double BROAD = 0.9;
  private static final double CAPITAL = 0.7;
  private static final double USUAL = 0.62;
  private static final double SLIM = 0.36;

  private SvgText() {}

  /**
   * Escapes what XML gives a meaning. Characters that are not drawn, or turn the direction of those
   * around them, are replaced, because names come from servers of others.
   */
  static String escape(String text) {
    String visible = InvisibleCharacters.replaceAll(text);
    return HtmlUtils.htmlEscape(visible, StandardCharsets.UTF_8.name()).replace("&#39;", "&#x27;");
  }

  /** As in a broad font, because that of the reader is not known. */
  static double width(String text, double size) {
    return size * text.codePoints().mapToDouble(SvgText::width).sum();
  }

  private static double width(int c) {
    if (c >= FIRST_WIDE || c == '…') {
      return WIDE;
    }
    if (c == '→' || c == '@' || c == 'm' || c == 'w' || c == 'M' || c == 'W') {
      return BROAD;
    }
    if ("fijlrt.,:;!|'()[]{}- ·".indexOf(c) >= 0) {
      return SLIM;
    }
    return Character.isUpperCase(c) ? CAPITAL : USUAL;
  }

  /**
   * The text, shortened where it is wider than that: words at their end, and names and ids, whose
   * ends tell them apart, in the middle, also behind an arrow.
   */
  static String fit(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int[] all = text.codePoints().toArray();
    return text.lastIndexOf(' ') > 1 || text.codePoints().anyMatch(c -> c >= FIRST_WIDE)
        ? withoutEnd(all, size, width)
        : withoutMiddle(all, size, width);
  }

  private static String withoutEnd(int[] all, double size, double width) {
    for (int kept = all.length - 1; kept > 0; kept--) {
      String shorter = new String(all, 0, kept).stripTrailing() + "…";
      if (width(shorter, size) <= width) {
        return shorter;
      }
    }
    return "…";
  }

  private static String withoutMiddle(int[] all, double size, double width) {
    for (int kept = all.length - 1; kept > 1; kept--) {
      int head = (kept + 1) / 2;
      String shorter =
          new String(all, 0, head) + "…" + new String(all, all.length - (kept - head), kept - head);
      if (width(shorter, size) <= width) {
        return shorter;
      }
    }
    return "…";
  }
}
