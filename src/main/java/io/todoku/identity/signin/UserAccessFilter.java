package io.todoku.identity.signin;

import io.todoku.identity.UserAccessAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Replaces the authentication of a session, which is as old as the sign-in, by what is stored of
 * its user now: a change of role or clients takes effect with the next request, and the session of
 * a user who was removed or suspended ends, as does one that has lasted for a week. A session that
 * lacks the second factor is nobody's yet.
 */
class UserAccessFilter extends OncePerRequestFilter {

  /** After it a user signs in anew, however busy the session is. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  private static final RequestMatcher SET_UP =
      new OrRequestMatcher(
          PathPatternRequestMatcher.withDefaults().matcher(SignInStep.SET_UP_PATH + "/**"),
          PathPatternRequestMatcher.withDefaults().matcher(ConfirmationController.PATH));

  private final AppUsers users;
  private final SessionProof proof;
  private final RequestMatcher publicPaths;
  private final Clock clock;

  UserAccessFilter(AppUsers users, SessionProof proof, RequestMatcher publicPaths, Clock clock) {
    this.clock = clock;
    this.users = users;
    this.proof = proof;
    this.publicPaths = publicPaths;
  }

  /** Pages open to everybody need no look at the session, which style sheets would cause. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return publicPaths.matches(request);
  }

  /** The page of an error shows who is signed in. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication stored = SecurityContextHolder.getContext().getAuthentication();
    if (stored != null
        && !(stored instanceof AnonymousAuthenticationToken)
        && !(stored instanceof PreAuthenticatedAuthenticationToken) // is in no session
        && !(stored instanceof UserAccessAuthentication)) {
      Optional<AppUser> user =
          isTooOld(request) ? Optional.empty() : users.findAdmitted(stored.getName());
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      user.ifPresentOrElse(
          found -> {
            if (isSignedIn(found, request)) {
              context.setAuthentication(new UserAccessAuthentication(found.access()));
            }
          },
          () -> endSession(request));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private boolean isSignedIn(AppUser user, HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    SignInStep step = proof.nextStep(user, session);
    if (step != SignInStep.SECOND_FACTOR || !proof.isAbandoned(session)) {
      step.noteIn(request); // otherwise the password is due again, as for strangers
    }
    return step == SignInStep.NONE || step == SignInStep.SET_UP && SET_UP.matches(request);
  }

  private boolean isTooOld(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && clock.millis() - session.getCreationTime() > MAX_AGE.toMillis();
  }

  private static void endSession(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
