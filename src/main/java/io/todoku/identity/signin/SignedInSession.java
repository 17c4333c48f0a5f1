package io.todoku.identity.signin;

import io.todoku.identity.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Begins the session of a user who has proved to be it, and notes where it began. */
@Component
public class SignedInSession {

  /** Session attributes: the address and the browser that signed in. */
  static final String ADDRESS = "todoku.signed-in-from";

  static final String BROWSER = "todoku.signed-in-with";

  private final AppUserDetailsService users;
  private final SecurityContextRepository contexts;
  private final AppUsers stored;
  private final KnownBrowsers browsers;
  private final SessionProof proof;
  private final SignInRequestCache back;

  SignedInSession(
      AppUserDetailsService users,
      SecurityContextRepository contexts,
      AppUsers stored,
      KnownBrowsers browsers,
      SessionProof proof,
      SignInRequestCache back) {
    this.users = users;
    this.contexts = contexts;
    this.stored = stored;
    this.browsers = browsers;
    this.proof = proof;
    this.back = back;
  }

  /**
   * Signs in with a new session, so that a session planted before sign-in ends (session fixation).
   * A user with a second factor is asked for it next.
   */
  void begin(String userName, HttpServletRequest request, HttpServletResponse response) {
    start(userName, request, response);
    if (findPending(request).isEmpty()) {
      browsers.remember(request, response, userName);
    }
  }

  /** Begins the session of the request anew, with what it has proved. */
  void renew(String userName, HttpServletRequest request, HttpServletResponse response) {
    HttpSession old = request.getSession(false);
    Object factor = old == null ? null : old.getAttribute(SessionProof.SECOND_FACTOR);
    start(userName, request, response);
    if (factor != null) {
      request.getSession().setAttribute(SessionProof.SECOND_FACTOR, factor);
    }
    browsers.remember(request, response, userName);
  }

  /**
   * Signs in a user who has proved more than a password would.
   *
   * @param factor its kind, such as {@code passkey}
   * @return the path to go to
   */
  public String beginComplete(
      String userName, String factor, HttpServletRequest request, HttpServletResponse response) {
    start(userName, request, response);
    stored
        .findId(userName)
        .ifPresent(user -> proof.noteSecondFactor(request.getSession(), factor, user));
    browsers.remember(request, response, userName);
    return back.takeSavedPath(request, response);
  }

  /**
   * Goes on after a password that was right, in the session that Spring Security has begun.
   *
   * @return the path to go to
   */
  String continueAfterPassword(
      String userName, HttpServletRequest request, HttpServletResponse response) {
    noteOrigin(request);
    if (findPending(request).isPresent()) {
      return SignInStep.SECOND_FACTOR_PATH;
    }
    browsers.remember(request, response, userName);
    return back.takeSavedPath(request, response);
  }

  /** Goes on after an identity provider has vouched for the user. */
  String continueAfterProvider(HttpServletRequest request, HttpServletResponse response) {
    noteOrigin(request);
    return back.takeSavedPath(request, response);
  }

  /**
   * A user whose password was right a moment ago, and who has not given the second factor.
   *
   * @param knownBrowser identifies a browser in which the user has signed in; null for another
   */
  public record PendingUser(UUID id, String name, @Nullable String knownBrowser) {}

  /** Whose second factor the session waits for; empty if it waits for none. */
  public Optional<PendingUser> findPending(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (session == null || authentication == null || proof.isAbandoned(session)) {
      return Optional.empty();
    }
    return stored
        .findAdmitted(authentication.getName())
        .filter(user -> proof.nextStep(user, session) == SignInStep.SECOND_FACTOR)
        .map(user -> new PendingUser(user.id(), user.name(), browsers.find(request, user.name())));
  }

  /**
   * Ends the wait for the second factor: the user is signed in.
   *
   * @param factor its kind, such as {@code totp}
   * @return the path to go to
   */
  public String complete(
      PendingUser user, String factor, HttpServletRequest request, HttpServletResponse response) {
    request.changeSessionId();
    proof.noteSecondFactor(request.getSession(), factor, user.id());
    AuditTrail.signedIn(user.name());
    browsers.remember(request, response, user.name());
    return back.takeSavedPath(request, response);
  }

  /**
   * Notes that the user of this session has set up a second factor, and so could give it. Other
   * browsers are known no more: somebody who had the password may have signed in with one.
   */
  public void noteSetUp(
      PendingUser user, String factor, HttpServletRequest request, HttpServletResponse response) {
    request.changeSessionId();
    proof.noteSecondFactor(request.getSession(), factor, user.id());
    browsers.forget(user.name());
    browsers.remember(request, response, user.name());
  }

  private void start(String userName, HttpServletRequest request, HttpServletResponse response) {
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
  }

  /** Notes from where the session of the request began, for the user's list of sessions. */
  private void noteOrigin(HttpServletRequest request) {
    HttpSession session = request.getSession();
    proof.noteProof(session);
    session.setAttribute(ADDRESS, request.getRemoteAddr());
    String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
    session.setAttribute(BROWSER, userAgent == null ? "" : BrowserName.of(userAgent));
  }
}
