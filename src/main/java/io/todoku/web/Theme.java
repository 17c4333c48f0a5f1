package io.todoku.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The colours that a reader chose; a cookie keeps the choice. */
enum Theme {
  /** Those that the reader's system asks for. */
  SYSTEM,
  LIGHT,
  DARK;

  private static final String COOKIE = "theme";
  private static final Duration KEPT = Duration.ofDays(365);

  /** Its id in addresses, forms and texts: {@code dark}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Theme::id).toList();
  }

  static Optional<Theme> find(@Nullable String id) {
    return Arrays.stream(values()).filter(theme -> theme.id().equals(id)).findFirst();
  }

  /** The one that the reader of this request chose. */
  static Theme of(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie == null ? SYSTEM : find(cookie.getValue()).orElse(SYSTEM);
  }

  /** The cookie that keeps it, or that ends an earlier choice. */
  ResponseCookie toCookie(String contextPath) {
    return ResponseCookie.from(COOKIE, id())
        .path(contextPath + "/")
        .httpOnly(true)
        .sameSite("Lax")
        .maxAge(this == SYSTEM ? Duration.ZERO : KEPT)
        .build();
  }
}
