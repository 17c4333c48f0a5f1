package io.todoku.locale;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Dates as pages show them, in the same form as the times that a browser fills in. */
public final class ShownDate {

  private ShownDate() {}

  /** Such as "Dec 15, 2026" or "2026/12/15". */
  public static String of(LocalDate date, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(date);
  }
}
