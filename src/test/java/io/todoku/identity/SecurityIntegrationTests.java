package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:security;DB_CLOSE_DELAY=-1",
      "todoku.api-token=correct horse"
    })
class SecurityIntegrationTests {

  private static final String PASSWORD = "some words in a row";
  private static final SignInAttempts.Who HERE = new SignInAttempts.Who("mika", "127.0.0.1");

  @LocalServerPort private int port;
  @Autowired private SignInLink link;
  @Autowired private Users users;
  @Autowired private SignInAttempts attempts;
  private Browser browser;

  @BeforeEach
  void aFreshStart() {
    users.deleteAll();
    attempts.succeeded(HERE);
    browser = new Browser(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/rules", "/accounts/111111111111", "/nowhere", "/probe"})
  void strangersAreSentToSignIn(String path) throws Exception {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/sign-in");
  }

  @Test
  void theLinkMakesTheFirstAdministratorOnce() throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);
    assertThat(browser.get("/sign-in?token=" + token).statusCode()).isEqualTo(200);
    assertThat(first(browser, token, "mika").statusCode()).isEqualTo(302);
    assertThat(browser.get("/probe").body()).isEqualTo("reached");

    Browser other = new Browser(port);
    assertThat(other.get("/sign-in?token=" + token).statusCode()).isEqualTo(410);
    assertThat(first(other, token, "nagi").statusCode()).isEqualTo(410);
    assertThat(users.findByName("nagi")).isEmpty();
    assertThat(other.get("/probe").statusCode()).isEqualTo(302);
  }

  @Test
  void aMistakeInTheFormDoesNotUseTheLinkUp() throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);
    HttpResponse<String> answer =
        browser.post("/sign-in/first", Map.of("name", "mika", "password", "short", "token", token));

    assertThat(answer.body()).contains("fewer than 12 characters");
    assertThat(first(browser, token, "mika").statusCode()).isEqualTo(302);
  }

  @Test
  void aNewLinkGivesAKnownNameANewPassword() throws Exception {
    signIn(browser);
    String token = link.issue();
    Browser other = new Browser(port);
    other.get("/sign-in?token=" + token);
    other.post(
        "/sign-in/first",
        Map.of("name", "mika", "password", "other words in a row", "token", token));

    assertThat(users.count()).isOne();
    assertThat(withPassword("other words in a row")).endsWith("/");
    assertThat(withPassword(PASSWORD)).endsWith("/sign-in?wrong");
  }

  @Test
  void signingInStartsAnotherSessionAndSigningOutEndsIt() throws Exception {
    signIn(browser);
    browser.get("/sign-in");
    assertThat(browser.post("/sign-out", Map.of()).statusCode()).isEqualTo(302);

    assertThat(browser.get("/probe").statusCode()).isEqualTo(302);
  }

  @Test
  void guessingIsSlowedDown() throws Exception {
    signIn(browser);
    assertThat(withPassword("a guess")).endsWith("/sign-in?wrong");
    for (int i = 0; i < 10; i++) {
      attempts.failed(HERE);
    }

    assertThat(withPassword(PASSWORD)).contains("/sign-in?wait=");
  }

  /**
   * Spring trims control characters off a name, so guesses under such names are for one and all.
   */
  @Test
  void guessesUnderDisguisedNamesCountTogether() throws Exception {
    signIn(browser);
    for (int i = 0; i < 10; i++) {
      attempts.failed(HERE);
    }

    for (String disguised : List.of("\u0001\u0002mika", " mika\u0000", "\u2003mika")) {
      assertThat(withPassword(disguised, PASSWORD)).contains("/sign-in?wait=");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/accounts?x=1", "/sign-in", "/nowhere", "/api/v1/accounts"})
  void strangersLeaveNoSessionBehind(String path) throws Exception {
    assertThat(browser.get(path).headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("todoku="));
    assertThat(browser.postFromElsewhere(path).headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("todoku="));
  }

  @Test
  void signingInLeadsToThePageThatWasWanted() throws Exception {
    signIn(browser);
    Browser other = new Browser(port);
    other.get("/rules?x=1", "Accept", "text/html");
    other.get("/favicon.ico", "Accept", "image/*");
    other.get("/sign-in");

    assertThat(
            other
                .post("/sign-in", Map.of("name", "mika", "password", PASSWORD))
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith("/rules?x=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"!!!", "eHglJQ", "Ly8uLi9ldmlsLmV4YW1wbGU", "aHR0cHM6Ly9ldmlsLmV4YW1wbGU"})
  void aPlantedCookieLeadsToTheFirstPage(String cookie) throws Exception {
    signIn(browser);
    Browser other = new Browser(port);
    other.plant("todoku-back", cookie);
    other.get("/sign-in");

    assertThat(
            other
                .post("/sign-in", Map.of("name", "mika", "password", PASSWORD))
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith(":" + port + "/");
  }

  @Test
  void anEndlessAddressIsNotKept() throws Exception {
    var answer = browser.get("/accounts?q=" + "a".repeat(7000), "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .noneMatch(c -> c.startsWith("todoku-back=L"));
  }

  @Test
  void aFormOfAnotherSiteIsRefused() throws Exception {
    signIn(browser);

    HttpResponse<String> answer = browser.postFromElsewhere("/probe");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("This was not allowed").doesNotContain("Exception");
    assertThat(browser.postFromElsewhere("/api/v1/probe").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/sign-in, 200",
    "/sign-in?token=void, 410",
    "/, 302",
    "/app.css, 200",
    "/error, 404",
    "/a;b, 400",
    "/api/v1/probe, 401"
  })
  void everyAnswerHasTheHeaders(String path, int status) throws Exception {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertGuarded(answer);
  }

  @ParameterizedTest
  @CsvSource({"/nowhere, 404", "/probe/failing, 500", "/probe/number?n=x, 400"})
  void failuresSayWhatToDoNextAndNothingOfTheInside(String path, int status) throws Exception {
    signIn(browser);

    HttpResponse<String> page = browser.get(path);
    assertThat(page.statusCode()).isEqualTo(status);
    assertGuarded(page);
    assertThat(page.body()).contains("To the accounts").doesNotContain("Exception", "secret");

    HttpResponse<String> api = browser.get("/api/v1" + path);
    assertThat(api.statusCode()).isEqualTo(status);
    assertGuarded(api);
    assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(api.body()).contains("\"status\":" + status).doesNotContain("Exception", "secret");
  }

  @Test
  void pagesHoldNoInlineScriptOrStyle() throws Exception {
    assertThat(browser.get("/sign-in").body())
        .doesNotContain("<style", " style=", "onclick")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @ParameterizedTest
  @CsvSource({"evil.example, 421", "127.0.0.1.evil.example, 421", "localhost, 200", "[::1], 200"})
  void onlyLoopbackNamesAreAnsweredTo(String host, int status) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET /sign-in HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Content-Security-Policy");
    }
  }

  @Test
  void theApiTokenNeedsNoSessionAndNoCsrfToken() throws Exception {
    String right = "Bearer correct horse";

    HttpResponse<String> answer = browser.get("/api/v1/probe", "Authorization", right);
    assertThat(answer.body()).isEqualTo("reached");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(browser.postFromElsewhere("/api/v1/probe", "Authorization", right).statusCode())
        .isEqualTo(200);
    assertThat(browser.get("/probe", "Authorization", right).statusCode()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic bWlrYTo="})
  void anotherTokenIsRefusedWithAProblemDetail(String authorization) throws Exception {
    HttpResponse<String> answer = browser.get("/api/v1/probe", "Authorization", authorization);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":401");
  }

  @Test
  void aSessionReachesTheApiToo() throws Exception {
    signIn(browser);
    browser.get("/sign-in");

    assertThat(browser.get("/api/v1/probe").body()).isEqualTo("reached");
    assertThat(browser.post("/api/v1/probe", Map.of()).body()).isEqualTo("reached");
    assertThat(browser.get("/api/v1/probe", "Authorization", "Bearer wrong").statusCode())
        .isEqualTo(401);
  }

  @Test
  void theLanguageIsTheChosenOneElseTheOneAskedFor() throws Exception {
    assertThat(browser.get("/sign-in", "Accept-Language", "fr").body()).contains("lang=\"en\"");
    assertThat(browser.get("/sign-in", "Accept-Language", "ja-JP,en;q=0.5").body())
        .contains("<html lang=\"ja\"", "サインイン");
    assertThat(browser.get("/sign-in?lang=xx").body()).contains("<html lang=\"en\"");
    assertThat(browser.get("/sign-in?lang=ja").body()).contains("<html lang=\"ja\"");
    assertThat(browser.get("/sign-in").body()).contains("<html lang=\"ja\"");
  }

  private static void assertGuarded(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
  }

  private void signIn(Browser browser) throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);
    first(browser, token, "mika");
  }

  private static HttpResponse<String> first(Browser browser, String token, String name)
      throws Exception {
    return browser.post(
        "/sign-in/first", Map.of("name", name, "password", PASSWORD, "token", token));
  }

  /** Where a sign-in with this password leads to. */
  private String withPassword(String password) throws Exception {
    return withPassword("mika", password);
  }

  private String withPassword(String name, String password) throws Exception {
    Browser other = new Browser(port);
    other.get("/sign-in");
    return other
        .post("/sign-in", Map.of("name", name, "password", password))
        .headers()
        .firstValue("Location")
        .orElse("");
  }

  @TestConfiguration
  static class Probes {

    @RestController
    static class Probe {

      @GetMapping({"/probe", "/api/v1/probe"})
      String read() {
        return "reached";
      }

      @PostMapping({"/probe", "/api/v1/probe"})
      String write() {
        return "reached";
      }

      @GetMapping({"/probe/failing", "/api/v1/probe/failing"})
      String fail() {
        throw new IllegalStateException("secret");
      }

      @GetMapping("/api/v1/probe/number")
      String number(@RequestParam int n) {
        return "number " + n;
      }
    }

    @Controller
    static class Page {

      @GetMapping("/probe/number")
      String number(@RequestParam int n) {
        return "error";
      }
    }
  }
}
