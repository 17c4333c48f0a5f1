package io.todoku.mailpath;

/**
 * The colours and the font of a picture where no style sheet sets others. In each of them the
 * picture is readable, because every state has a sign and words too.
 *
 * @param font families as in CSS
 */
public record PathColours(
    String ink,
    String soft,
    String line,
    String sheet,
    String accent,
    String pass,
    String warn,
    String fail,
    String unknown,
    String font) {

  /** Those of the light pages. */
  public static final PathColours LIGHT =
      new PathColours(
          "#1d2327",
          "#5a646b",
          "#c3cac6",
          "#ffffff",
          "#1f5f8b",
          "#17693a",
          "#855300",
          "#b3261e",
          "#5b4b9a",
          "system-ui, sans-serif");

  /** The same with another font. */
  public PathColours withFont(String families) {
    return new PathColours(ink, soft, line, sheet, accent, pass, warn, fail, unknown, families);
  }

  String of(LinkState state) {
    return switch (state) {
      case HOLDS -> pass;
      case DOUBTFUL -> warn;
      case BROKEN -> fail;
      case UNKNOWN -> unknown;
      case NOT_APPLICABLE -> soft;
    };
  }
}
