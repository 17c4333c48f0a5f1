package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ThemeControllerTests {

  private final MockMvcTester mvc = MockMvcTester.of(new ThemeController());

  private MvcTestResult choose(String theme, String back) {
    return mvc.post().uri("/theme").param("theme", theme).param("back", back).exchange();
  }

  @Test
  void aChoiceIsKeptForAYearAndLeadsBackToThePage() {
    MvcTestResult chosen = choose("dark", "/accounts/1?show=all&q={x}");

    assertThat(chosen).hasStatus(302).hasRedirectedUrl("/accounts/1?show=all&q={x}");
    Cookie cookie = chosen.getResponse().getCookie("theme");
    assertThat(cookie).isNotNull();
    assertThat(cookie.getValue()).isEqualTo("dark");
    assertThat(cookie.getMaxAge()).isEqualTo(365 * 24 * 60 * 60);
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
  }

  @Test
  void theThemeOfTheSystemEndsTheChoice() {
    Cookie cookie = choose("system", "/").getResponse().getCookie("theme");

    assertThat(cookie).isNotNull();
    assertThat(cookie.getMaxAge()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "//evil.example/x",
    "/\\evil.example",
    "https://evil.example/",
    "evil",
    "'/\t/evil.example'"
  })
  void noOtherHostIsLedTo(String back) {
    assertThat(choose("dark", back)).hasStatus(302).hasRedirectedUrl("/");
  }

  @Test
  void anUnknownThemeIsRefused() {
    assertThat(choose("pink", "/")).hasStatus(400);
  }

  @ParameterizedTest
  @CsvSource({"light, LIGHT", "dark, DARK", "pink, SYSTEM", "'', SYSTEM"})
  void theCookieTellsTheTheme(String value, Theme theme) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setCookies(new Cookie("theme", value));

    assertThat(Theme.of(request)).isEqualTo(theme);
    assertThat(Theme.of(new MockHttpServletRequest())).isEqualTo(Theme.SYSTEM);
  }
}
