package io.todoku.report;

/**
 * Cuts words without end in HTML, because a layout tries to break them at each character. What is
 * left out is counted in their place.
 */
final class UnbrokenText {

  /** Keys and hashes in DNS records stay below. */
  private static final int MAX_LENGTH = 1000;

  private final String html;
  private final StringBuilder shown;
  private int length;

  private UnbrokenText(String html) {
    this.html = html;
    this.shown = new StringBuilder(html.length());
  }

  /**
   * @param html well-formed as XML; its tags and its style stay as they are
   */
  static String cut(String html) {
    return new UnbrokenText(html).cut();
  }

  private String cut() {
    int i = 0;
    while (i < html.length()) {
      char c = html.charAt(i);
      if (c == '<') {
        endWord();
        int end = endOfTag(i);
        shown.append(html, i, end);
        i = end;
      } else if (Character.isWhitespace(c)) {
        endWord();
        shown.append(c);
        i++;
      } else {
        int end = endOfCharacter(i);
        if (++length <= MAX_LENGTH) {
          shown.append(html, i, end);
        }
        i = end;
      }
    }
    endWord();
    return shown.toString();
  }

  private void endWord() {
    if (length > MAX_LENGTH) {
      shown.append("… (+").append(length - MAX_LENGTH).append(')');
    }
    length = 0;
  }

  private int endOfTag(int start) {
    int end = html.startsWith("<style", start) ? html.indexOf("</style>", start) : start;
    end = html.indexOf('>', Math.max(end, start));
    return end < 0 ? html.length() : end + 1;
  }

  /** A character that is escaped is one. */
  private int endOfCharacter(int start) {
    if (html.charAt(start) == '&') {
      int end = html.indexOf(';', start);
      return end < 0 ? html.length() : end + 1;
    }
    return start + Character.charCount(html.codePointAt(start));
  }
}
