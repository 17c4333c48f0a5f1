package io.todoku.schedule;

import io.todoku.locale.InputProblem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a schedule is invalid. */
enum ScheduleProblem implements InputProblem {
  FORM("\"%s\" is neither like \"every 6h\" nor a cron expression"),
  OFTEN("\"%s\" comes more often than every %s minutes"),
  LONG("\"%s\" is longer than %s days"),
  NEVER("\"%s\" never comes"),
  ZONE("there is no time zone \"%s\""),
  TARGET(
      "name what to scan by exactly one of {\"account\":\"ID\"}, {\"client\":\"NAME\"} and {\"all\":true}"),
  ACCOUNT("there is no account \"%s\""),
  RECORDED("account %s comes from snapshot files only; configure its access first"),
  CLIENT("no account belongs to client \"%s\""),
  EVERYTHING("name an account or a client: you may not scan those of every client");

  private static final int MAX_SHOWN = 80;

  private final String englishText;

  ScheduleProblem(String englishText) {
    this.englishText = englishText;
  }

  @Override
  public String key() {
    return "schedule.wrong." + name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String englishText() {
    return englishText;
  }

  /** The form has no such field, so only the API is told of it. */
  @Override
  public String field() {
    return this == TARGET ? "all" : "";
  }

  /** The entered text, short enough and without control characters, to show it in a message. */
  static String truncate(@Nullable String text) {
    String printable = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    return printable.length() > MAX_SHOWN ? printable.substring(0, MAX_SHOWN) + "…" : printable;
  }
}
