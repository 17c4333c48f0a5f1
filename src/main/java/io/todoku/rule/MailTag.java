package io.todoku.rule;

import java.util.Locale;
import java.util.Map;

/** The value of the tag {@code todoku:mail} of an address or an instance. */
enum MailTag {
  YES,
  NO,
  /** There is no such tag, or it is empty. */
  NONE,
  /** A value other than yes or no, in any case. */
  UNCLEAR;

  static final String KEY = "todoku:mail";

  static MailTag of(Map<String, String> tags) {
    String value = tags.getOrDefault(KEY, "").strip();
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes" -> YES;
      case "no" -> NO;
      case "" -> NONE;
      default -> UNCLEAR;
    };
  }
}
