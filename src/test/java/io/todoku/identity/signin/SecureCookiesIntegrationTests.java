package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Cookies behind a proxy with TLS, and without. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:cookies;DB_CLOSE_DELAY=-1",
      "server.forward-headers-strategy=native"
    })
class SecureCookiesIntegrationTests extends SecurityFixture {

  private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> jar = new TreeMap<>();

  private HttpResponse<String> send(String scheme, String path, Map<String, String> form)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("X-Forwarded-Proto", scheme)
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (!jar.isEmpty()) {
      request.header(
          "Cookie",
          jar.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    String body =
        form.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        client.send(
            form.isEmpty() ? request.build() : request.POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    setCookies(answer).forEach(this::keep);
    return answer;
  }

  private static List<String> setCookies(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie");
  }

  private void keep(String header) {
    String[] pair = header.split(";", 2)[0].split("=", 2);
    if (pair[1].isEmpty()) {
      jar.remove(pair[0]);
    } else {
      jar.put(pair[0], pair[1]);
    }
  }

  /** From the first request to a page of the application, by the one-time link. */
  private HttpResponse<String> signIn(String scheme) throws Exception {
    send(scheme, "/profile", Map.of());
    String token = link.issue();
    HttpResponse<String> page = send(scheme, "/sign-in?token=" + token, Map.of());
    HttpResponse<String> signedIn =
        send(
            scheme,
            "/sign-in/first",
            Map.of("name", "mika", "password", PASSWORD, "token", token, "_csrf", csrf(page)));
    assertThat(signedIn.statusCode()).isEqualTo(302);
    return send(scheme, "/profile", Map.of());
  }

  private static String csrf(HttpResponse<String> page) {
    Matcher token = TOKEN.matcher(page.body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  @Test
  void overHttpsEachCookieIsSecureAndOfThisHostAlone() throws Exception {
    HttpResponse<String> profile = signIn("https");
    assertThat(profile.statusCode()).isEqualTo(200);
    assertThat(profile.body()).contains("mika");
    HttpResponse<String> signedOut = send("https", "/sign-out", Map.of("_csrf", csrf(profile)));
    assertThat(signedOut.headers().firstValue("Location").orElse("")).endsWith("/sign-in?out");
    assertThat(signedOut.headers().firstValue("Clear-Site-Data")).contains("\"storage\"");
    HttpResponse<String> signInPage = send("https", "/sign-in?lang=ja", Map.of());
    HttpResponse<String> passwordTaken =
        send(
            "https",
            "/sign-in",
            Map.of("name", "mika", "password", PASSWORD, "_csrf", csrf(signInPage)));
    HttpResponse<String> theme =
        send(
            "https",
            "/theme",
            Map.of("theme", "dark", "_csrf", csrf(send("https", "/profile", Map.of()))));

    assertThat(setCookies(passwordTaken)).hasSizeGreaterThan(1);
    assertThat(
            List.of(passwordTaken, theme, signInPage).stream()
                .flatMap(answer -> setCookies(answer).stream()))
        .isNotEmpty()
        .allMatch(cookie -> cookie.startsWith("__Host-"), "prefix")
        .allMatch(cookie -> cookie.contains("Secure") && cookie.contains("HttpOnly"), "Secure")
        .allMatch(cookie -> cookie.matches("(?i).*; ?Path=/(;.*)?"), "path")
        .noneMatch(cookie -> cookie.contains("Domain"));
    assertThat(jar.keySet())
        .contains("__Host-todoku", "__Host-todoku-known", "__Host-theme", "__Host-lang")
        .allMatch(name -> name.startsWith("__Host-"));
  }

  @Test
  void overHttpsASessionUnderThePlainNameIsNone() throws Exception {
    signIn("https");
    jar.put("todoku", jar.remove("__Host-todoku"));

    assertThat(send("https", "/profile", Map.of()).statusCode()).isEqualTo(302);
  }

  @Test
  void overHttpPeopleSignInAsBefore() throws Exception {
    HttpResponse<String> profile = signIn("http");

    assertThat(profile.statusCode()).isEqualTo(200);
    assertThat(jar.keySet()).contains("todoku").noneMatch(name -> name.startsWith("__Host-"));
  }

  @Test
  void aCsrfTokenHasMoreThan128RandomBits() throws Exception {
    send("http", "/sign-in", Map.of());

    assertThat(jar.get("todoku-csrf")).hasSize(43);
  }
}
