package io.todoku.identity.signin;

import io.todoku.identity.BrowserCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/**
 * Remembers the requested page in a small cookie until sign-in, so that anonymous requests create
 * no sessions. A cookie can be planted, so only paths of this application are followed.
 */
@Component
class SignInRequestCache implements RequestCache {

  private static final BrowserCookie COOKIE = new BrowserCookie("todoku-back", "/");
  private static final int MAX_LENGTH = 500;
  private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");
  private static final Pattern PARENT_SEGMENT = Pattern.compile("/\\.{1,2}(/|\\?|$)");

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
    String query = request.getQueryString();
    String wanted = request.getServletPath() + (query == null ? "" : "?" + query);
    boolean page = request.getMethod().equals("GET") && accept.contains(MediaType.TEXT_HTML_VALUE);
    if (page) {
      remember(wanted, request, response);
    }
  }

  /** Remembers a path of this application, unless it is too long. */
  void remember(String wanted, HttpServletRequest request, HttpServletResponse response) {
    if (wanted.length() <= MAX_LENGTH && safePath(wanted).equals(wanted)) {
      byte[] bytes = wanted.getBytes(StandardCharsets.US_ASCII);
      setCookie(
          request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), 10);
    }
  }

  /** Never replays the saved request: the browser requests the page again. */
  @Override
  public @Nullable SavedRequest getRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return null;
  }

  @Override
  public @Nullable HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return null;
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    setCookie(request, response, "", 0);
  }

  /** Returns the requested page and deletes it; the dashboard if there is none. */
  String takeSavedPath(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> saved = COOKIE.find(request);
    if (saved.isEmpty()) {
      return "/";
    }
    removeRequest(request, response);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(saved.get());
      return safePath(new String(bytes, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException planted) {
      return "/";
    }
  }

  /** The text if it is a plain path of this application, else the dashboard. */
  static String safePath(String text) {
    return PATH.matcher(text).matches() && !PARENT_SEGMENT.matcher(text).find() ? text : "/";
  }

  private static void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, int minutes) {
    response.addHeader(
        HttpHeaders.SET_COOKIE, COOKIE.toHeader(request, value, Duration.ofMinutes(minutes)));
  }
}
