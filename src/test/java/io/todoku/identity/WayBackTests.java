package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A planted cookie leads nowhere but here. */
class WayBackTests {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/accounts/1?show=all, /accounts/1?show=all",
    "https://evil.example/accounts, /accounts",
    "//evil.example, /",
    "https://evil.example//evil.example, /",
    "javascript:alert(1), /",
    "not a url, /"
  })
  void leadsToAPathOfThisApplicationOnly(String planted, String path) {
    assertThat(WayBack.path(planted)).isEqualTo(path);
  }
}
