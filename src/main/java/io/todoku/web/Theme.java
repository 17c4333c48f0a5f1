package io.todoku.web;

import io.todoku.identity.BrowserCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The colours that a reader chose; a cookie keeps the choice. */
enum Theme {
  /** Those that the reader's system asks for. */
  SYSTEM,
  LIGHT,
  DARK;

  private static final BrowserCookie COOKIE = new BrowserCookie("theme", "/");
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
    return COOKIE.find(request).flatMap(Theme::find).orElse(SYSTEM);
  }

  /** The header of the cookie that keeps it, or that ends an earlier choice. */
  String toCookie(HttpServletRequest request) {
    return COOKIE.toHeader(request, id(), this == SYSTEM ? Duration.ZERO : KEPT);
  }
}
