package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a person entered for a waiver, as it was entered, so that a form can show it again.
 *
 * @param expires a date in ISO 8601 format; any other text where it was entered wrong
 */
public record WaiverForm(String reason, String expires) implements Serializable {

  /** The last day of the waiver; null where what was entered is no day. */
  public @Nullable LocalDate lastDay() {
    try {
      return LocalDate.parse(expires.strip());
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The field of the form that is wrong; empty where none is. */
  public static String fieldOf(InvalidInputException problem) {
    if (problem.problem() == AccountInputProblem.WAIVER_EXPIRY) {
      return "expires";
    }
    return TextInput.fieldOf(problem).equals("reason") ? "reason" : "";
  }
}
