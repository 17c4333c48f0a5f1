package io.todoku.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * A cookie that scripts cannot read. Where people use https it is sent over https only, and its
 * name begins with {@code __Host-}, so that no other host of the domain can set it (RFC 6265bis,
 * 4.1.3).
 *
 * @param name where people use http
 * @param path where people use http, below that of the application; the prefix demands the whole
 *     host
 */
public record BrowserCookie(String name, String path) {

  /** Begins the name of a cookie that this host alone can set, over https. */
  public static final String HOST_PREFIX = "__Host-";

  /** The value that a request has; empty without one. */
  public Optional<String> find(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, nameFor(request))).map(Cookie::getValue);
  }

  /**
   * @param age zero deletes it
   */
  public String toHeader(HttpServletRequest request, String value, Duration age) {
    return ResponseCookie.from(nameFor(request), value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .path(request.isSecure() ? "/" : request.getContextPath() + path)
        .maxAge(age)
        .build()
        .toString();
  }

  private String nameFor(HttpServletRequest request) {
    return request.isSecure() ? HOST_PREFIX + name : name;
  }
}
