package io.todoku.account;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** What people may type, so that a mistake is told and nothing grows without end. */
final class TextInput {

  private TextInput() {}

  /**
   * The text as it is kept, see {@link #optional}.
   *
   * @throws WrongInputException where it is blank or longer than {@code limit} characters
   */
  static String required(String field, @Nullable String value, int limit) {
    String kept = optional(field, value, limit);
    if (kept == null) {
      throw new InvalidInputException("input.missing", fieldName(field));
    }
    return kept;
  }

  /**
   * The text without spaces around it, lines ended by a line feed alone as browsers do not, and no
   * other control character, which no snapshot may hold.
   *
   * @return null where it is blank
   * @throws WrongInputException where it is longer than {@code limit} characters
   */
  static @Nullable String optional(String field, @Nullable String value, int limit) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String kept =
        value.replaceAll("\\r\\n?", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ").strip();
    if (kept.length() > limit) {
      throw new InvalidInputException("input.long", fieldName(field), limit);
    }
    return kept;
  }

  /** The field as people know it, else as the API calls it. */
  private static MessageSourceResolvable fieldName(String field) {
    return new DefaultMessageSourceResolvable(new String[] {"field." + field}, field);
  }
}
