package io.todoku.rule;

/** Words of a command line, so that what came from outside stays a word. */
public final class Shell {

  private Shell() {}

  /** The word as it is where it is harmless, else in single quotes. */
  public static String word(String text) {
    if (text.matches("[A-Za-z0-9._:/@-]+")) {
      return text;
    }
    return "'" + text.replaceAll("\\p{Cntrl}", "?").replace("'", "'\\''") + "'";
  }
}
