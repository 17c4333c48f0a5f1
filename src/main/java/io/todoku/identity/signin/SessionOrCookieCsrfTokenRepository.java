package io.todoku.identity.signin;

import io.todoku.identity.BrowserCookie;
import io.todoku.identity.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Stores the CSRF token in the session of signed-in users and in a cookie otherwise, so that
 * anonymous requests create no sessions.
 */
final class SessionOrCookieCsrfTokenRepository implements CsrfTokenRepository {

  private static final String HEADER = "X-CSRF-TOKEN";

  private final boolean anonymousCookie;
  private final HttpSessionCsrfTokenRepository sessions = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository cookies = cookies("");
  private final CookieCsrfTokenRepository secureCookies = cookies(BrowserCookie.HOST_PREFIX);
  private final SecureRandom random = new SecureRandom();

  /**
   * @param anonymousToo false if anonymous users are shown no form: they get neither session nor
   *     cookie
   */
  SessionOrCookieCsrfTokenRepository(boolean anonymousToo) {
    this.anonymousCookie = anonymousToo;
    sessions.setHeaderName(HEADER);
    secureCookies.setCookiePath("/"); // as the prefix demands
  }

  private static CookieCsrfTokenRepository cookies(String prefix) {
    var cookies = new CookieCsrfTokenRepository();
    cookies.setHeaderName(HEADER);
    cookies.setCookieName(prefix + "todoku-csrf");
    cookies.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
    return cookies;
  }

  private CsrfTokenRepository repositoryFor(HttpServletRequest request) {
    if (request.getSession(false) != null) {
      return sessions;
    }
    return request.isSecure() ? secureCookies : cookies;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    CsrfToken names = repositoryFor(request).generateToken(request);
    return new DefaultCsrfToken(
        names.getHeaderName(), names.getParameterName(), TokenHash.randomToken(random));
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (anonymousCookie || request.getSession(false) != null) {
      repositoryFor(request).saveToken(token, request, response);
    }
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return repositoryFor(request).loadToken(request);
  }
}
