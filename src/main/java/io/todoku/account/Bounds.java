package io.todoku.account;

import org.jspecify.annotations.Nullable;

/** What people may type, so that a mistake is told and nothing grows without end. */
final class Bounds {

  private Bounds() {}

  /**
   * @throws IllegalArgumentException where it is blank or longer than {@code limit} characters
   */
  static void text(String field, @Nullable String value, int limit) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    optional(field, value, limit);
  }

  /**
   * @throws IllegalArgumentException where it is longer than {@code limit} characters
   */
  static void optional(String field, @Nullable String value, int limit) {
    if (value != null && value.length() > limit) {
      throw new IllegalArgumentException(
          field + " is longer than " + limit + " characters (" + value.length() + ")");
    }
  }
}
