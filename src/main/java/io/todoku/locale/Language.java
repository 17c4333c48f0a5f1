package io.todoku.locale;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A language that every text exists in.
 *
 * @param datePattern how a letter writes a date, as {@link DateTimeFormatter} reads patterns
 */
public record Language(Locale locale, String datePattern) {

  /** Its tag without a country, as addresses, options and stored rows have it: {@code ja}. */
  public String tag() {
    return locale.getLanguage();
  }

  /** Its name in the language itself. */
  public String name() {
    return locale.getDisplayLanguage(locale);
  }

  public String format(LocalDate date) {
    return DateTimeFormatter.ofPattern(datePattern, locale).format(date);
  }
}
