package io.todoku.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Which page a person wanted before signing in. It is kept in a cookie, not in a session. */
final class WayBack {

  private final CookieRequestCache cache = new CookieRequestCache();

  CookieRequestCache cache() {
    return cache;
  }

  /** A path of this application; a cookie can be planted, and leads nowhere else. */
  String take(HttpServletRequest request, HttpServletResponse response) {
    SavedRequest wanted = cache.getRequest(request, response);
    cache.removeRequest(request, response);
    return wanted == null ? "/" : path(wanted.getRedirectUrl());
  }

  static String path(String url) {
    try {
      URI uri = URI.create(url);
      String path = uri.getRawPath();
      if (path == null || !path.startsWith("/") || path.startsWith("//")) {
        return "/";
      }
      return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    } catch (IllegalArgumentException planted) {
      return "/";
    }
  }
}
