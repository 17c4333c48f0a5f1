package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredDomainsTests {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "example.com, mail.example.com",
    "test.example.com, mail.example.com",
    "shop.example.co.jp, mail.example.co.jp",
    "shop.example.pref.osaka.jp, mail.example.pref.osaka.jp",
    "a.example.github.io, b.example.github.io",
    "github.io, mail.github.io",
    "a.xn--fa-hia.de, b.xn--fa-hia.de",
    "a.example.xn--55qx5d.cn, b.example.xn--55qx5d.cn",
    "a.example.com., B.Example.com",
  })
  void namesBelowOneRegisteredNameHaveOneOwner(String first, String second) {
    assertThat(RegisteredDomains.sameOwner(first, second)).isTrue();
    assertThat(RegisteredDomains.sameOwner(second, first)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.net",
    "example.com, another-example.com",
    "example.co.jp, another.co.jp",
    "example.co.jp, another.ne.jp",
    "mail.example.com.au, mail.another.com.au",
    "example.github.io, another.github.io",
    "example.xn--55qx5d.cn, another.xn--55qx5d.cn",
    "example.com., another.com.",
  })
  void namesBelowAPublicSuffixOnlyHaveDifferentOwners(String first, String second) {
    assertThat(RegisteredDomains.sameOwner(first, second)).isFalse();
    assertThat(RegisteredDomains.sameOwner(second, first)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a.example.internal-only, b.example.internal-only, true",
    "a.example.internal-only, a.another.internal-only, false",
    "_a.example.com, b.example.com, true",
    "a b.example.com, c.example.com, true"
  })
  void whereTheListDoesNotDecideTheLastTwoLabelsDo(String first, String second, boolean same) {
    assertThat(RegisteredDomains.sameOwner(first, second)).isEqualTo(same);
  }
}
