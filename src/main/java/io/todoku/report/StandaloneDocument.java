package io.todoku.report;

/** The looks of what is handed over, for other documents than reports. */
public final class StandaloneDocument {

  /**
   * The content security policy of a document that stands alone: its style is inside, nothing is
   * loaded, nothing runs. What the sandbox allows can be added at its end.
   */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; sandbox";

  private StandaloneDocument() {}

  /**
   * The style sheet of a document.
   *
   * @param onPaper for {@link PdfWriter}; else for a screen, from which it prints well too
   */
  public static String css(boolean onPaper) {
    return ReportTemplate.css("document") + ReportTemplate.css(onPaper ? "paged" : "screen");
  }

  /** The same text with every sign named that could not be seen. */
  public static String escapeInvisible(String text) {
    return InvisibleCharacters.escape(text);
  }
}
