package io.todoku.schedule;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cron expression that words can say: each hour, each day or one day of each week.
 *
 * @param kind {@code hourly}, {@code daily} or {@code weekly}, which ends the key of its text
 * @param time {@code 03:00}; the minute alone of an hourly one
 * @param day from 1, Monday, to 7; 0 where it is not weekly
 */
record RegularTime(String kind, String time, int day) {

  private static final Pattern EXPRESSION =
      Pattern.compile(
          "(?:0 )?([0-5]?[0-9]) (\\*|[01]?[0-9]|2[0-3]) [*?] \\* ([*?]|[0-7]|MON|TUE|WED|THU|FRI|SAT|SUN)");

  private static final String DAYS = "MONTUEWEDTHUFRISATSUN";

  /** Empty for an expression that is better read as it is. */
  static Optional<RegularTime> of(String cron) {
    Matcher parts = EXPRESSION.matcher(cron.strip().toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    int minute = Integer.parseInt(parts.group(1));
    boolean everyDay = parts.group(3).matches("[*?]");
    if (parts.group(2).equals("*")) {
      return everyDay
          ? Optional.of(new RegularTime("hourly", "%02d".formatted(minute), 0))
          : Optional.empty();
    }
    String time = LocalTime.of(Integer.parseInt(parts.group(2)), minute).toString();
    return Optional.of(
        everyDay
            ? new RegularTime("daily", time, 0)
            : new RegularTime("weekly", time, day(parts.group(3))));
  }

  private static int day(String day) {
    if (day.length() > 1) {
      return DAYS.indexOf(day) / 3 + 1;
    }
    return day.equals("0") ? 7 : Integer.parseInt(day);
  }
}
