package io.todoku.identity.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Stores the CSRF token in the session of signed-in users and in a cookie otherwise, so that
 * anonymous requests create no sessions.
 */
final class SessionOrCookieCsrfTokenRepository implements CsrfTokenRepository {

  private static final String HEADER = "X-CSRF-TOKEN";

  private final boolean anonymousCookie;
  private final HttpSessionCsrfTokenRepository sessions = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository cookies = new CookieCsrfTokenRepository();

  /**
   * @param anonymousToo false if anonymous users are shown no form: they get neither session nor
   *     cookie
   */
  SessionOrCookieCsrfTokenRepository(boolean anonymousToo) {
    this.anonymousCookie = anonymousToo;
    sessions.setHeaderName(HEADER);
    cookies.setHeaderName(HEADER);
    cookies.setCookieName("todoku-csrf");
    cookies.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
  }

  private CsrfTokenRepository repositoryFor(HttpServletRequest request) {
    return request.getSession(false) == null ? cookies : sessions;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return repositoryFor(request).generateToken(request);
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
