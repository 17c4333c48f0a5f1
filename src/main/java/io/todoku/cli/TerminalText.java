package io.todoku.cli;

/** Removes what could control the terminal from untrusted text: escapes, changes of direction. */
final class TerminalText {

  private TerminalText() {}

  /** The text on one line, with U+FFFD in place of each character that is not printable. */
  static String sanitize(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
  }
}
