package io.todoku.report;

import java.util.function.IntPredicate;

/**
 * Shows what else could not be seen, or would turn the text around it about: control characters,
 * marks of direction, halves of characters. They stand as {@code [U+202E]}.
 */
final class InvisibleCharacters {

  private InvisibleCharacters() {}

  static String escape(String text) {
    return escape(text, c -> true);
  }

  /**
   * @param drawable whether there is a glyph for a code point; one that has none is named too
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
      // of invisible signs, only what joins letters and emoji
      case Character.FORMAT -> c == 0x200c || c == 0x200d;
      default -> true;
    };
  }
}
