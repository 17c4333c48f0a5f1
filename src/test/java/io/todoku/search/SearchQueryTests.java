package io.todoku.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.search.SearchQuery.SearchMatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchQueryTests {

  private static SearchEntry entry(String... terms) {
    return new SearchEntry(
        SearchKind.ADDRESS, "111111111111", terms[0], "", null, null, List.of(terms));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.25, 203.0.113.25",
    "[203.0.113.25], 203.0.113.25",
    "２０３．０．１１３．２５, 203.0.113.25",
    "2001:DB8:0:0:0:0:0:9, 2001:db8::9",
    "2001:0db8:0000:0000:0000:0000:0000:0009, 2001:db8::9",
    "[IPv6:2001:db8::9], 2001:db8::9",
    "::ffff:203.0.113.25, 203.0.113.25",
    "MAIL.Example.COM., mail.example.com",
    "<user@example.com>, example.com",
    "https://mail.example.com/login?x=1, mail.example.com",
    "ｅｘａｍｐｌｅ．ｃｏｍ, example.com",
    "「mail」, mail",
    "ｉ－０ａｂｃ, i-0abc",
    "１１１１１１１１１１１１, 111111111111"
  })
  void whatPeopleEnterBecomesTheUsualForm(String entered, String form) {
    assertThat(SearchQuery.of(entered).forms()).containsExactly(form);
  }

  @Test
  void anInternationalizedNameIsSearchedForInBothForms() {
    assertThat(SearchQuery.of("メール.日本語.jp").forms())
        .containsExactly("メール.日本語.jp", "xn--4dkua4c.xn--wgv71a119e.jp");
  }

  @Test
  void anAddressMeansThatAddressAlone() {
    SearchQuery query = SearchQuery.of("203.0.113.2");

    assertThat(query.match(entry("203.0.113.2"))).contains(SearchMatch.EXACT);
    assertThat(query.match(entry("203.0.113.25"))).isEmpty();
  }

  @Test
  void partsOfNamesMatchTheBestTermCounts() {
    SearchQuery query = SearchQuery.of("mail");

    assertThat(query.match(entry("mail"))).contains(SearchMatch.EXACT);
    assertThat(query.match(entry("web-mail", "mail2"))).contains(SearchMatch.START);
    assertThat(query.match(entry("webmail"))).contains(SearchMatch.PART);
    assertThat(query.match(entry("web"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "'   '", "'<>'", "'「」'"})
  void nothingIsSearchedForWhereNothingIsEntered(String entered) {
    assertThat(SearchQuery.of(entered).isEmpty()).isTrue();
  }

  @Test
  void aTextThatNoNameCanBeIsNotSearchedFor() {
    assertThat(SearchQuery.of("x".repeat(1_000_000)).isEmpty()).isTrue();
  }
}
