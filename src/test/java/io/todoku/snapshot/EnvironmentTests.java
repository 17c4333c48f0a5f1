package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTests {

  @ParameterizedTest
  @CsvSource({
    "production, PRODUCTION, production",
    "Staging, STAGING, staging",
    "DEVELOPMENT, DEVELOPMENT, development"
  })
  void isReadInAnyCaseAndWrittenInLowerCase(String text, Environment environment, String id) {
    assertThat(Environment.of(text)).isEqualTo(environment);
    assertThat(environment.id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prod", "production "})
  void anUnknownEnvironmentIsRefusedWithThoseThatThereAre(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environment.of(text))
        .withMessage("an environment is one of production, staging, development");
  }
}
