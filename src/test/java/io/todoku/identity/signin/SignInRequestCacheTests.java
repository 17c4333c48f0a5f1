package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A forged cookie cannot redirect to another site. */
class SignInRequestCacheTests {

  @ParameterizedTest
  @CsvSource({
    "/accounts/1?show=all, /accounts/1?show=all",
    "/, /",
    "https://evil.example/accounts, /",
    "//evil.example, /",
    "/\\evil.example, /",
    "/..//evil.example, /",
    "/accounts/../../x, /",
    "javascript:alert(1), /",
    "/a b, /",
    "'', /"
  })
  void onlyPathsOfThisApplicationAreRemembered(String planted, String path) {
    assertThat(SignInRequestCache.safePath(planted)).isEqualTo(path);
  }
}
