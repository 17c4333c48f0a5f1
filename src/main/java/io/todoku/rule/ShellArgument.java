package io.todoku.rule;

/**
 * Words of a command line, so that what came from outside stays a word. The AWS CLI reads files and
 * addresses named by an argument ({@code file://}, {@code https://}), and takes a leading hyphen
 * for an option: what could be one is not put into a command at all.
 */
public final class ShellArgument {

  /** Stands where the real name is one that nobody should paste unseen. */
  static final String UNSAFE_NAME_PLACEHOLDER = "UNUSUAL-NAME-LOOK-IT-UP";

  private ShellArgument() {}

  /** The word as it is where it is harmless, in single quotes where it has blanks. */
  public static String quote(String text) {
    if (text.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      return text;
    }
    return text.matches("[A-Za-z0-9][A-Za-z0-9._ -]*") ? "'" + text + "'" : UNSAFE_NAME_PLACEHOLDER;
  }

  /** JSON as one word: in single quotes, and with its own apostrophes as escapes of JSON. */
  static String quoteJson(String json) {
    return "'" + json.replace("'", "\\u0027") + "'";
  }
}
