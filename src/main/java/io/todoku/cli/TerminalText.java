package io.todoku.cli;

/** What came from outside must not steer the terminal: no escapes, no change of direction. */
final class TerminalText {

  private TerminalText() {}

  /** The text on one line, with a sign in place of each character that has no shape of its own. */
  static String sanitize(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
  }
}
