package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Checks the text that people enter, so that mistakes are reported and nothing grows without bound.
 */
final class TextInput {

  private static final String FIELD = "field.";

  private TextInput() {}

  /**
   * The text as stored, see {@link #optional}.
   *
   * @throws InvalidInputException if it is blank or longer than {@code limit} characters
   */
  static String required(String field, @Nullable String value, int limit) {
    String kept = optional(field, value, limit);
    if (kept == null) {
      throw new InvalidInputException(AccountInputProblem.MISSING, fieldName(field));
    }
    return kept;
  }

  /**
   * The text as stored: trimmed, with line feeds as the only line ends, and without other control
   * characters, which no snapshot may contain.
   *
   * @return null if it is blank
   * @throws InvalidInputException if it is longer than {@code limit} characters
   */
  static @Nullable String optional(String field, @Nullable String value, int limit) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String kept =
        value.replaceAll("\\r\\n?", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ").strip();
    if (kept.length() > limit) {
      throw new InvalidInputException(AccountInputProblem.LONG, fieldName(field), limit);
    }
    return kept;
  }

  /** The name of the field that one of these checks objected to; empty where none did. */
  static String fieldOf(InvalidInputException problem) {
    return Stream.of(problem.getArguments())
        .filter(MessageSourceResolvable.class::isInstance)
        .flatMap(name ->
            Stream.of(
                Objects.requireNonNullElse(
                    ((MessageSourceResolvable) name).getCodes(), new String[0])))
        .filter(code -> code.startsWith(FIELD))
        .map(code -> code.substring(FIELD.length()))
        .findFirst()
        .orElse("");
  }

  /** The field's label on the page, or its name in the API. */
  private static MessageSourceResolvable fieldName(String field) {
    return new DefaultMessageSourceResolvable(new String[] {FIELD + field}, field);
  }
}
