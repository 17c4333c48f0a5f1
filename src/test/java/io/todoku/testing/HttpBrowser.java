package io.todoku.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with its own cookies that follows no redirect by itself. */
public class HttpBrowser {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

  private final CookieManager cookies;
  private final HttpClient client;
  private final String address;
  private String csrf = "";

  public HttpBrowser(int port) {
    this("http://127.0.0.1:" + port, new CookieManager());
  }

  /**
   * @param address of a node, without a slash at the end
   */
  public HttpBrowser(String address) {
    this(address, new CookieManager());
  }

  private HttpBrowser(String address, CookieManager cookies) {
    this.address = address;
    this.cookies = cookies;
    this.client = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  /** The same browser with the same cookies, routed to another node as by a load balancer. */
  public HttpBrowser routedTo(String otherAddress) {
    HttpBrowser led = new HttpBrowser(otherAddress, cookies);
    led.csrf = csrf;
    return led;
  }

  /** Sets a cookie as another program on this host could. */
  public void setCookie(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(URI.create(address), cookie);
  }

  /** The value of a cookie; empty without one. */
  public Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  /** Posts a form with the token of the page that was shown last. */
  public HttpResponse<String> post(String path, Map<String, String> fields, String... headers)
      throws Exception {
    String body =
        fields.entrySet().stream()
            .map(f -> encode(f.getKey()) + "=" + encode(f.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request = request(path, headers);
    return send(
        request
            .header("X-CSRF-TOKEN", csrf)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Posts JSON as a script of the page that was shown last. */
  public HttpResponse<String> postJson(String path, String body) throws Exception {
    return send(
        request(path, "X-CSRF-TOKEN", csrf, "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Posts as a page of another site would: with the cookies and without the token. */
  public HttpResponse<String> postCrossSite(String path, String... headers) throws Exception {
    return send(request(path, headers).POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    Matcher token = CSRF.matcher(response.body());
    if (token.find()) {
      csrf = token.group(1);
    }
    return response;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
