package io.todoku.account;

import org.jspecify.annotations.Nullable;

/** What people may type, so that a mistake is told and nothing grows without end. */
final class Bounds {

  private Bounds() {}

  /**
   * The text without spaces around it.
   *
   * @throws WrongInputException where it is blank or longer than {@code limit} characters
   */
  static String text(String field, @Nullable String value, int limit) {
    if (value == null || value.isBlank()) {
      throw new WrongInputException("input.missing", field);
    }
    optional(field, value, limit);
    return value.strip();
  }

  /**
   * @throws WrongInputException where it is longer than {@code limit} characters
   */
  static void optional(String field, @Nullable String value, int limit) {
    if (value != null && value.length() > limit) {
      throw new WrongInputException("input.long", field, limit);
    }
  }
}
