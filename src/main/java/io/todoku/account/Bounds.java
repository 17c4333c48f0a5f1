package io.todoku.account;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

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
      throw new WrongInputException("input.missing", named(field));
    }
    optional(field, value, limit);
    return value.strip();
  }

  /**
   * @throws WrongInputException where it is longer than {@code limit} characters
   */
  static void optional(String field, @Nullable String value, int limit) {
    if (value != null && value.length() > limit) {
      throw new WrongInputException("input.long", named(field), limit);
    }
  }

  /** The field as people know it, else as the API calls it. */
  private static MessageSourceResolvable named(String field) {
    return new DefaultMessageSourceResolvable(new String[] {"field." + field}, field);
  }
}
