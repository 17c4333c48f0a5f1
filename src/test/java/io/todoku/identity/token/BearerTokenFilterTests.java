package io.todoku.identity.token;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenFilterTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "secret", "12345678901", "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababababab"})
  void aTokenThatCanBeGuessedEndsTheStart(String token) {
    assertThatThrownBy(() -> new BearerTokenFilter(token, mock(), mock()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "todoku.api-token can be guessed: make one of at least 12 random characters, as by"
                + " openssl rand -base64 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "correct horse", "0Yb1vJmQ8sUuGJ5vYVYb1Q=="})
  void noTokenAndLongOnesAreTaken(String token) {
    assertThatCode(() -> new BearerTokenFilter(token, mock(), mock())).doesNotThrowAnyException();
  }
}
