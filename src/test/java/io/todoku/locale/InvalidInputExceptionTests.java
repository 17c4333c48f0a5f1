package io.todoku.locale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The texts of refused input. */
class InvalidInputExceptionTests {

  private record ArnProblem(String key, String englishText) implements InputProblem {}

  private static final ArnProblem PROBLEM = new ArnProblem("wrong.arn", "\"%s\" is no ARN");

  @Test
  void whatIsEmptyHasATextThatDoesNotQuoteIt() {
    assertThat(new InvalidInputException(PROBLEM, " ").getCodes())
        .containsExactly("wrong.arn.empty", "wrong.arn");
  }

  @Test
  void whatWasEnteredIsQuoted() {
    assertThat(new InvalidInputException(PROBLEM, "x").getCodes()).containsExactly("wrong.arn");
  }
}
