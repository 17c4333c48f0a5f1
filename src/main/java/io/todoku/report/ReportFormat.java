package io.todoku.report;

import io.todoku.locale.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of a report. */
public enum ReportFormat {
  HTML("text/html;charset=UTF-8"),
  PDF("application/pdf"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  CSV("text/csv;charset=UTF-8"),
  JSON("application/json");

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
