package io.todoku.locale;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Replaces invisible characters, and those that change the direction of the text around them, with
 * their code points, such as {@code [U+202E]}: control characters, direction marks, lone
 * surrogates.
 */
public final class InvisibleCharacters {

  /** Embeddings, overrides, isolates and marks of the bidirectional algorithm (UAX 9). */
  private static final Pattern DIRECTION_MARK =
      Pattern.compile("[\\x{61C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

  private InvisibleCharacters() {}

  /** Lines and tabs stay as they are. */
  public static String escape(String text) {
    return escape(text, c -> true);
  }

  /**
   * @param drawable whether a code point has a glyph; one without is replaced too
   */
  public static String escape(String text, IntPredicate drawable) {
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

  /** The text on one line, for a terminal. */
  public static String escapeLine(String text) {
    return escape(text).replace("\n", "[U+000A]").replace("\t", "[U+0009]");
  }

  /** The text on one line of as many characters: U+FFFD in place of each that is invisible. */
  public static String replaceAll(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.appendCodePoint(c >= ' ' && isVisible(c) ? c : 0xfffd));
    return shown.toString();
  }

  /**
   * Escapes only what changes the direction of the text around it. Any part of a text can be given,
   * because each of these is one {@code char}.
   */
  public static String escapeDirectionMarks(String text) {
    return DIRECTION_MARK
        .matcher(text)
        .replaceAll(mark -> "[U+%04X]".formatted((int) mark.group().charAt(0)));
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
