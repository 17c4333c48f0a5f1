package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNamesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-token",
        "API-Token",
        "api\u200b-token",
        "token:nightly",
        "Token:nightly",
        " token : x",
        "\u202etoken:x",
        "ｔｏｋｅｎ：ｘ"
      })
  void aNameThatLooksLikeThatOfATokenIsReserved(String name) {
    assertThat(UserNames.isReserved(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mika", "token", "tokens", "my-api-token", "api-token2", "mika token:x"})
  void otherNamesAreFree(String name) {
    assertThat(UserNames.isReserved(name)).isFalse();
  }
}
