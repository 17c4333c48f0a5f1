package io.todoku.cli;

import io.todoku.locale.InvisibleCharacters;

/** Tells on standard error what is no part of the result. */
final class StandardError {

  private StandardError() {}

  /** On a line of its own, which a line that shows progress gives way to. */
  static void print(String text) {
    ConsoleProgress.clearLine();
    System.err.println("todoku: " + InvisibleCharacters.escapeLine(text));
  }
}
