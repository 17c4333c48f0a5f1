package io.todoku.report;

import io.todoku.locale.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of a report. */
public enum ReportFormat {
  HTML(Types.HTML + ";charset=UTF-8"),
  PDF(Types.PDF),
  XLSX(Types.XLSX),
  CSV(Types.CSV + ";charset=UTF-8"),
  JSON(Types.JSON);

  /** The media types, for routes that answer with one of the formats. */
  public static final class Types {

    public static final String HTML = "text/html";
    public static final String PDF = "application/pdf";
    public static final String XLSX =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public static final String CSV = "text/csv";
    public static final String JSON = "application/json";

    private Types() {}
  }

  private final String mediaType;

  ReportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Their names as options and parameters give them, separated by commas. */
  public static String names() {
    return Arrays.stream(values()).map(ReportFormat::extension).collect(Collectors.joining(", "));
  }

  /**
   * @throws InvalidInputException if there is none, with a list of the formats
   */
  public static ReportFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.extension().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(ReportProblem.FORMAT, names(), name));
  }
}
