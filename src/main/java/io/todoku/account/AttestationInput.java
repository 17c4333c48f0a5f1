package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Attestation.AttestationState;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person entered for an attestation, as it was entered, so that a form can show it again.
 */
record AttestationInput(
    @Nullable String rule,
    @Nullable String region,
    @Nullable String state,
    @Nullable String date,
    @Nullable String caseId,
    @Nullable String note,
    @Nullable String expires)
    implements Serializable {

  /**
   * @throws InvalidInputException if a date is none
   */
  AttestationForm toForm() {
    return new AttestationForm(
        rule, isBlank(region) ? null : region, knownState(), day(date), caseId, note, day(expires));
  }

  private @Nullable AttestationState knownState() {
    return Stream.of(AttestationState.values())
        .filter(known -> known.name().equals(state))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable LocalDate day(@Nullable String entered) {
    if (entered == null || isBlank(entered)) {
      return null;
    }
    if (!isDay(entered)) {
      throw new InvalidInputException(AccountInputProblem.NOT_A_DATE, entered.strip());
    }
    return LocalDate.parse(entered.strip());
  }

  private static boolean isDay(String entered) {
    try {
      LocalDate.parse(entered.strip());
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isBlank(@Nullable String entered) {
    return entered == null || entered.isBlank();
  }

  /** The field of the form that is wrong; empty where none is. */
  String fieldOf(InvalidInputException problem) {
    return problem.problem() instanceof AccountInputProblem kind
        ? switch (kind) {
          case FUTURE, ATTESTATION -> "date";
          case EXPIRED -> "expires";
          case NOT_A_DATE -> date == null || isBlank(date) || isDay(date) ? "expires" : "date";
          default -> TextInput.fieldOf(problem);
        }
        : "";
  }
}
