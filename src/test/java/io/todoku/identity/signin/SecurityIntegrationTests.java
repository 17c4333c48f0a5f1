package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protection of pages and the API. */
class SecurityIntegrationTests extends SecurityFixture {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/rules", "/accounts/111111111111", "/nowhere", "/probe"})
  void anonymousRequestsAreRedirectedToSignIn(String path) throws Exception {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/sign-in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/accounts?x=1", "/sign-in", "/nowhere", "/api/v1/accounts"})
  void anonymousRequestsCreateNoSession(String path) throws Exception {
    assertThat(browser.get(path).headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("todoku="));
    assertThat(browser.postCrossSite(path).headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("todoku="));
  }

  @Test
  void crossSiteRequestsAreRefused() throws Exception {
    signIn(browser);

    HttpResponse<String> answer = browser.postCrossSite("/probe");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("This action was refused").doesNotContain("Exception");
    assertThat(browser.postCrossSite("/api/v1/probe").statusCode()).isEqualTo(403);
  }

  @Test
  void aFormSentAfterTheSessionHasEndedLeadsToSignIn() throws Exception {
    signIn(browser);
    browser.get("/accounts");
    database.sql("delete from spring_session").update();

    HttpResponse<String> answer = browser.post("/probe", Map.of());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("Your session has expired", "copy what you entered", "\"/sign-in\"");
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
  void everyResponseHasTheSecurityHeaders(String path, int status) throws Exception {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertGuarded(answer);
  }

  @ParameterizedTest
  @CsvSource({"/nowhere, 404", "/probe/failing, 500", "/probe/number?n=x, 400"})
  void errorPagesNameTheNextStepAndNoInternals(String path, int status) throws Exception {
    signIn(browser);

    HttpResponse<String> page = browser.get(path);
    assertThat(page.statusCode()).isEqualTo(status);
    assertGuarded(page);
    assertThat(page.body()).contains("Go to accounts").doesNotContain("Exception", "secret");

    HttpResponse<String> api = browser.get("/api/v1" + path);
    assertThat(api.statusCode()).isEqualTo(status);
    assertGuarded(api);
    assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(api.body()).contains("\"status\":" + status).doesNotContain("Exception", "secret");
  }

  @Test
  void pagesContainNoInlineScriptOrStyle() throws Exception {
    assertThat(browser.get("/sign-in").body())
        .doesNotContain("<style", " style=", "onclick")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @ParameterizedTest
  @CsvSource({"evil.example, 421", "127.0.0.1.evil.example, 421", "localhost, 200", "[::1], 200"})
  void onlyLoopbackHostNamesAreAccepted(String host, int status) throws IOException {
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
    String right = "Bearer a-token-for-tests-V7nKq3xWz9Lr";

    HttpResponse<String> answer = browser.get("/api/v1/probe", "Authorization", right);
    assertThat(answer.body()).isEqualTo("reached");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(browser.postCrossSite("/api/v1/probe", "Authorization", right).statusCode())
        .isEqualTo(200);
    assertThat(browser.get("/probe", "Authorization", right).statusCode()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic bWlrYTo="})
  void anInvalidTokenIsRefusedWithAProblemDetail(String authorization) throws Exception {
    HttpResponse<String> answer = browser.get("/api/v1/probe", "Authorization", authorization);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":401");
  }

  @Test
  void aSessionGivesAccessToTheApi() throws Exception {
    signIn(browser);
    browser.get("/sign-in");

    assertThat(browser.get("/api/v1/probe").body()).isEqualTo("reached");
    assertThat(browser.post("/api/v1/probe", Map.of()).body()).isEqualTo("reached");
    assertThat(browser.get("/api/v1/probe", "Authorization", "Bearer wrong").statusCode())
        .isEqualTo(401);
  }

  @Test
  void theChosenLanguageWinsOverAcceptLanguage() throws Exception {
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
}
