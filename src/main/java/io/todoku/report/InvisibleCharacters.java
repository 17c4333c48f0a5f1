package io.todoku.report;

import java.util.function.IntPredicate;

/**
 * Replaces invisible characters, and those that change the direction of the text around them, with
 * their code points, such as {@code [U+202E]}: control characters, direction marks, lone
 * surrogates.
 */
final class InvisibleCharacters {

  private InvisibleCharacters() {}

  static String escape(String text) {
    return escape(text, c -> true);
  }

  /**
   * @param drawable whether a code point has a glyph; one without is replaced too
   */
  static String escape(String text, IntPredicate drawable) {
    int length = text.length();
    StringBuilder shown = null;
    for (int i = 0; i < length; ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean plain =
          c < 0x7f ? c >= ' ' || c == '\n' || c == '\t' : isVisible(c) && drawable.test(c);
      if (!plain && shown == null) {
        shown = new StringBuilder(length + 16).append(text, 0, i);
      }
      if (shown != null) {
        if (plain) {
          shown.appendCodePoint(c);
        } else {
          shown.append("[U+%04X]".formatted(c));
        }
      }
      i = next;
    }
    return shown == null ? text : shown.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // the only invisible characters kept are the joiners of letters and emoji
      case Character.FORMAT -> c == 0x200c || c == 0x200d;
      default -> true;
    };
  }
}
