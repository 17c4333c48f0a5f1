package io.todoku.rule;

/**
 * A page outside of this application.
 *
 * @param text what it is
 * @param url by HTTPS
 */
public record RemedyLink(Text text, String url) {

  /** A standard, by its number. */
  public static RemedyLink rfc(int number) {
    String shown = String.valueOf(number);
    return new RemedyLink(Text.of("link.rfc", shown), "https://www.rfc-editor.org/rfc/rfc" + shown);
  }
}
