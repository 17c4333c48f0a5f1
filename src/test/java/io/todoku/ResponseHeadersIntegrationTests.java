package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.signin.FirstSignIn;
import io.todoku.report.StandaloneDocument;
import io.todoku.testing.HttpBrowser;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The security headers of every kind of response. */
class ResponseHeadersIntegrationTests extends FilledServerFixture {

  /** The one value of each header, whatever is answered. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy",
              "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");

  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
          + " 'none'";

  private static final String TOKEN = "Bearer a-token-for-tests-V7nKq3xWz9Lr";

  private static final String REPORT =
      "img-src data:; "
          + StandaloneDocument.CONTENT_SECURITY_POLICY
          + " allow-top-navigation-by-user-activation";

  /** Files of the application, which are the same for everybody. */
  private static final String PUBLIC_FILE = "max-age=31536000";

  private static final Pattern NOT_KEPT = Pattern.compile("(^|.*[ ,])no-store($|[ ,].*)");

  private final List<String> faults = new ArrayList<>();
  private HttpBrowser reader;

  private void signIn() throws Exception {
    reader = new HttpBrowser(port);
    String link = FirstSignIn.path(context);
    reader.get(link);
    reader.post(
        "/sign-in/first",
        Map.of(
            "name",
            "mika",
            "password",
            "some words in a row",
            "token",
            link.substring(link.indexOf('=') + 1)));
  }

  private HttpResponse<?> send(String method, String path, String... headers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody())
            .headers(headers)
            .build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    response.body().close(); // an event stream has no end of its own
    return response;
  }

  private HttpResponse<?> withToken(String path) throws Exception {
    return send("GET", path, "Authorization", TOKEN);
  }

  private HttpResponse<?> asStranger(String path) throws Exception {
    return send("GET", path, "Accept-Language", "en");
  }

  /** Checks a response that nobody keeps. */
  private void check(HttpResponse<?> response, int status, String type, String policy) {
    check(response, status, type, policy, NOT_KEPT);
  }

  private void check(
      HttpResponse<?> response, int status, String type, String policy, Pattern kept) {
    String what = response.request().method() + " " + response.uri().getPath();
    Map<String, List<String>> headers = response.headers().map();
    String actual = response.statusCode() + " " + one(headers, "Content-Type");
    if (!actual.startsWith(status + " " + type)) {
      faults.add(what + " is no longer of the kind that it stands for: " + actual);
    }
    check(what, headers, policy, kept);
  }

  private void check(String what, Map<String, List<String>> headers, String policy, Pattern kept) {
    ALWAYS.forEach((name, value) -> {
      if (!one(headers, name).equals(value)) {
        faults.add(what + ": " + name + " is " + headers.get(name));
      }
    });
    String actual = one(headers, "Content-Security-Policy");
    if (!actual.equals(policy)) {
      faults.add(what + ": Content-Security-Policy is " + headers.get("Content-Security-Policy"));
    }
    if (!kept.matcher(one(headers, "Cache-Control")).matches()) {
      faults.add(what + ": Cache-Control is " + headers.get("Cache-Control"));
    }
    for (String name : List.of("Server", "X-Powered-By", "Strict-Transport-Security")) {
      if (headers.containsKey(name)) {
        faults.add(what + ": " + name + " is " + headers.get(name));
      }
    }
  }

  /** The value of a header that stands there once; else empty. */
  private static String one(Map<String, List<String>> headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.getFirst() : "";
  }

  @Test
  void everyKindOfResponseHasTheSecurityHeaders() throws Exception {
    Map<String, String> ids = fillServer();
    signIn();
    String account = "/accounts/222222222222";

    check(asStranger("/sign-in"), 200, "text/html", PAGE);
    check(asStranger("/"), 302, "", PAGE);
    check(asStranger("/.well-known/security.txt"), 404, "text/html", PAGE);
    check(asStranger("/a;b"), 400, "text/html", PAGE);
    check(asStranger("/actuator/health"), 200, "application/vnd.spring", PAGE);
    check(asStranger("/actuator/prometheus"), 401, "application/problem+json", PAGE);
    check(asStranger("/api/v1/accounts"), 401, "application/problem+json", PAGE);
    check(send("TRACE", "/", "Accept", "*/*"), 405, "", PAGE);

    check(reader.get("/accounts"), 200, "text/html", PAGE);
    check(reader.get("/nowhere"), 404, "text/html", PAGE);
    check(reader.get("/rules?lang=%ff"), 400, "text/html", PAGE);
    check(reader.postCrossSite("/theme"), 403, "text/html", PAGE);
    check(reader.post("/rules", Map.of()), 405, "text/html", PAGE);
    check(reader.post("/theme", Map.of("theme", "dark")), 302, "", PAGE);
    check(
        reader.get("/settings/schedules/times?schedule=every+6h&zone=UTC"), 200, "text/html", PAGE);
    check(reader.get(account + "/addresses/203.0.113.40/picture"), 200, "text/html", PAGE);
    check(reader.get("/settings/audit/export?format=csv"), 200, "text/csv", PAGE);

    check(withToken("/api/v1/accounts"), 200, "application/json", PAGE);
    check(withToken("/api/v1/accounts/000000000000"), 404, "application/problem+json", PAGE);
    String[] noBody = {"Authorization", TOKEN, "Content-Type", "application/json"};
    check(send("POST", "/api/v1/accounts", noBody), 400, "application/problem+json", PAGE);
    check(withToken("/v3/api-docs"), 200, "application/json", PAGE);
    check(withToken("/actuator/prometheus"), 200, "text/plain", PAGE);
    check(reader.postCrossSite("/api/v1/scans"), 403, "application/problem+json", PAGE);
    check(reader.get("/scans/" + ids.get("run") + "/events"), 200, "text/event-stream", PAGE);

    String report = "/api/v1" + account + "/report?lang=en&zone=UTC&format=";
    check(withToken(report + "csv"), 200, "text/csv", REPORT);
    check(withToken(report + "pdf"), 200, "application/pdf", REPORT);
    check(withToken(report + "xlsx"), 200, "application/vnd.openxmlformats", REPORT);
    check(withToken(report + "html"), 200, "text/html", REPORT);
    check(reader.get(account + "/report?lang=en&zone=UTC"), 200, "text/html", REPORT);
    check(reader.get("/reports/" + ids.get("report") + "/file"), 200, "text/html", REPORT);
    String runbook = "/runbooks/" + ids.get("runbook") + "/document?lang=en";
    check(reader.get(runbook), 200, "text/html", StandaloneDocument.CONTENT_SECURITY_POLICY);
  }

  @Test
  void filesOfTheApplicationAreKeptAndNothingElseIsDifferent() throws Exception {
    Pattern kept = Pattern.compile(PUBLIC_FILE);

    check(asStranger("/app.css"), 200, "text/css;charset=UTF-8", PAGE, kept);
    check(asStranger("/app.js"), 200, "text/javascript;charset=UTF-8", PAGE, kept);
    check(asStranger("/favicon.svg"), 200, "image/svg+xml", PAGE, kept);
    check(
        asStranger("/webjars/htmx.org/dist/htmx.min.js"),
        200,
        "text/javascript;charset=UTF-8",
        PAGE,
        kept);
    String changed = asStranger("/app.css").headers().firstValue("Last-Modified").orElseThrow();
    check(send("GET", "/app.css", "If-Modified-Since", changed), 304, "", PAGE, kept);
    check(send("GET", "/app.css", "Range", "bytes=0-9"), 206, "text/css", PAGE, kept);

    check(asStranger("/no.css"), 404, "text/html", PAGE);
    check(asStranger("/webjars/none.js"), 404, "text/html", PAGE);
  }

  @Test
  void aForeignHostIsRefusedWithTheSecurityHeaders() throws Exception {
    RawResponse refused = raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(refused.status()).isEqualTo("HTTP/1.1 421 ");
    check("421", refused.headers(), PAGE, NOT_KEPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /sign-in<x> HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /sign-in HTTP/1.1\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        "nonsense\r\n\r\n"
      })
  void whatIsNoRequestIsRefusedWithoutAWordOfTheServer(String request) throws Exception {
    RawResponse refused = raw(request);

    assertThat(refused.status()).matches("HTTP/1.1 (400|505) ");
    assertThat(refused.body()).doesNotContain("Tomcat", "Message", "Exception");
    assertThat(refused.headers()).doesNotContainKeys("Server", "X-Powered-By");
    check("400", refused.headers(), PAGE, NOT_KEPT);
  }

  private record RawResponse(String status, Map<String, List<String>> headers, String body) {}

  /** Sends what no HTTP client would. */
  private RawResponse raw(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = response.indexOf("\r\n\r\n");
      assertThat(end).as(response).isPositive();
      List<String> lines = response.substring(0, end).lines().toList();
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line : lines.subList(1, lines.size())) {
        String[] header = line.split(": ?", 2);
        headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1]);
      }
      return new RawResponse(lines.getFirst(), headers, response.substring(end + 4));
    }
  }

  @AfterEach
  void nothingIsMissing() {
    assertThat(faults).isEmpty();
  }
}
