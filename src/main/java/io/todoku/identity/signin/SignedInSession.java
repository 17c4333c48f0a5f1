package io.todoku.identity.signin;

import io.todoku.identity.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Begins the session of a user who has proved to be it, and notes where it began. */
@Component
class SignedInSession {

  /** Session attributes: the address and the browser that signed in. */
  static final String ADDRESS = "todoku.signed-in-from";

  static final String BROWSER = "todoku.signed-in-with";

  private final AppUserDetailsService users;
  private final SecurityContextRepository contexts;
  private final KnownBrowsers browsers;

  SignedInSession(
      AppUserDetailsService users, SecurityContextRepository contexts, KnownBrowsers browsers) {
    this.users = users;
    this.contexts = contexts;
    this.browsers = browsers;
  }

  /**
   * Signs in with a new session, so that a session planted before sign-in ends (session fixation).
   */
  void begin(String userName, HttpServletRequest request, HttpServletResponse response) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    UserDetails user = users.loadUserByUsername(userName);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    SecurityContextHolder.setContext(context);
    AuditTrail.signedIn(userName);
    noteOrigin(request);
    contexts.saveContext(context, request, response);
    browsers.remember(request, response, userName);
  }

  /** Notes from where the session of the request began, for the user's list of sessions. */
  static void noteOrigin(HttpServletRequest request) {
    HttpSession session = request.getSession();
    session.setAttribute(ADDRESS, request.getRemoteAddr());
    String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
    session.setAttribute(BROWSER, userAgent == null ? "" : BrowserName.of(userAgent));
  }
}
