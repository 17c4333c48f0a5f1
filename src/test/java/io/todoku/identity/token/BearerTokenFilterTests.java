package io.todoku.identity.token;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenFilterTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "secret",
        "password1234",
        "aaaaaaaaaaaa",
        "0123456789abcdef0123456789abcdef",
        "abababababababababababababababababababababab",
        "password1234password1234password1234",
        "TodokuTodokuTodokuTodokuTodoku2026",
        "0Yb1vJmQ8sUuGJ5vYVYb",
        "46904c6ca2ae420100605cc19741ed7",
        "83652009441826510283745610928374",
        "four words with blanks and many more of them"
      })
  void aTokenThatCanBeGuessedEndsTheStart(String token) {
    assertThatThrownBy(() -> filter(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "todoku.api-token can be guessed: make one of 128 random bits or more, as by openssl"
                + " rand -base64 32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0Yb1vJmQ8sUuGJ5vYVYb1Q==",
        "46904c6ca2ae420100605cc19741ed7f",
        "SDmQqtaL3VKb4W/d3n9/yfZcgGLRPcGYNHojLOR6/UU=",
        "a-token-for-tests-V7nKq3xWz9Lr"
      })
  void noTokenAndRandomOnesAreTaken(String token) {
    assertThatCode(() -> filter(token)).doesNotThrowAnyException();
  }

  @Test
  void aScrapeTokenThatCanBeGuessedEndsTheStart() {
    assertThatThrownBy(() -> new BearerTokenFilter("", "prometheus", mock(), mock(), mock()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("todoku.scrape-token can be guessed");
  }

  private static BearerTokenFilter filter(String token) {
    return new BearerTokenFilter(token, "", mock(), mock(), mock());
  }
}
