package io.todoku.report;

import io.todoku.locale.InvisibleCharacters;

/** Provides the style of reports to other documents that are handed over. */
public final class StandaloneDocument {

  /**
   * The content security policy of a self-contained document: its style is inline, it loads nothing
   * and runs nothing. Sandbox permissions can be appended to it.
   */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; sandbox";

  private StandaloneDocument() {}

  /**
   * The style sheet of a document.
   *
   * @param onPaper true for {@link PdfWriter}; else for a screen, from which it prints well too
   */
  public static String css(boolean onPaper) {
    return ReportTemplate.css("document") + ReportTemplate.css(onPaper ? "paged" : "screen");
  }

  /** The text with invisible characters replaced by their code points. */
  public static String escapeInvisible(String text) {
    return InvisibleCharacters.escape(text);
  }
}
